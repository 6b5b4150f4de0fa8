((function_call_expression
  function: (name) @_header
  arguments: (arguments . (argument [
    (binary_expression left: (string) @_name right: (subscript_expression . (variable_name) @_input) @target)
    (binary_expression left: (encapsed_string) @_name right: (subscript_expression . (variable_name) @_input) @target)
    (encapsed_string . (string_content) @_name . (subscript_expression . (variable_name) @_input) @target)
  ]))) @match
  (#eq? @_header "header")
  (#match? @_name "^[\"']?[lL]ocation:\\s*[\"']?$")
  (#any-of? @_input "$_GET" "$_POST" "$_REQUEST" "$_COOKIE")
  (#set! id "php/open-redirect")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 601)
  (#set! message "A link to your site leads wherever `{target}` says, to a copy of your login page for example. Redirect to a path of your own, chosen from a list."))
