((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (identifier) @_writer . (_) @format . (_) @source .)) @match
  (#eq? @_name "Fprintf")
  (#any-of? @_writer "w" "rw" "writer" "response")
  (#match? @format "<[a-zA-Z!]")
  (#set! id "go/reflected-html")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 79)
  (#set! message "`{source}` comes from the request and goes into the page as it is: with a `<script>` in it, it runs there. Use html/template, or `html.EscapeString`.")
  (#set! resolve.function "fmt.Fprintf"))
