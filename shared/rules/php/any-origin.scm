((function_call_expression
  function: (name) @_header
  arguments: (arguments . (argument [
    (binary_expression left: (_) @_name right: (subscript_expression . (variable_name) @_server (string (string_content) @_origin)) @origin)
    (encapsed_string . (string_content) @_name . (subscript_expression . (variable_name) @_server (_) @_origin) @origin)
  ]))) @match
  (#eq? @_header "header")
  (#match? @_name "Access-Control-Allow-Origin:\\s*[\"']?$")
  (#eq? @_server "$_SERVER")
  (#match? @_origin "HTTP_ORIGIN")
  (#set! id "php/any-origin")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 942)
  (#set! message "Every site is allowed to read the answers, as the visitor who is logged in here. Compare `{origin}` with a list of your own sites first."))
