([
  (echo_statement [
    (subscript_expression . (variable_name) @_input)
    (binary_expression [(subscript_expression . (variable_name) @_input) (binary_expression (subscript_expression . (variable_name) @_input))])
    (encapsed_string (subscript_expression . (variable_name) @_input))
    (sequence_expression (subscript_expression . (variable_name) @_input))
  ])
  (print_intrinsic [
    (subscript_expression . (variable_name) @_input)
    (binary_expression [(subscript_expression . (variable_name) @_input) (binary_expression (subscript_expression . (variable_name) @_input))])
    (encapsed_string (subscript_expression . (variable_name) @_input))
  ])
] @match
  (#any-of? @_input "$_GET" "$_POST" "$_REQUEST" "$_COOKIE")
  (#set! id "php/cross-site-scripting")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 79)
  (#set! message "What comes in through `{_input}` goes out into the page as it is: with a `<script>` in it, it runs there. Put it through `htmlspecialchars`."))

((php_tag) @_tag
  . (expression_statement (subscript_expression . (variable_name) @_input)) @match
  (#eq? @_tag "<?=")
  (#any-of? @_input "$_GET" "$_POST" "$_REQUEST" "$_COOKIE"))
