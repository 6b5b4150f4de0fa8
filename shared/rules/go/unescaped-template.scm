((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (_) @source .)) @match
  (#any-of? @_name "HTML" "JS" "HTMLAttr" "JSStr")
  (#set! id "go/unescaped-template")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 79)
  (#set! message "`{function}` tells the template not to escape `{source}`, which comes from the request: with a `<script>` in it, it runs in the page. Hand over the plain text.")
  (#set! resolve.function "html/template.HTML|html/template.JS|html/template.HTMLAttr|html/template.JSStr"))
