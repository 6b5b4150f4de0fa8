((function_call_expression
  function: (name) @function
  arguments: (arguments . (argument (variable_name) @_input))) @match
  (#any-of? @function "extract" "import_request_variables")
  (#any-of? @_input "$_GET" "$_POST" "$_REQUEST" "$_COOKIE" "$_FILES")
  (#set! id "php/extract-input")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 621)
  (#set! message "The request may set any variable here, also those that decide who is an administrator. Read the fields that you expect by name."))

((function_call_expression
  function: (name) @function
  arguments: (arguments . (argument) .)) @match
  (#eq? @function "parse_str")
  (#set! message "With one argument, `parse_str` sets any variable that the text names; PHP 8 refuses it. Give an array as the second argument."))
