([
  (if_statement condition: (parenthesized_expression (function_call_expression function: (name) @function) @call))
  (while_statement condition: (parenthesized_expression (function_call_expression function: (name) @function) @call))
  (if_statement condition: (parenthesized_expression (binary_expression left: (function_call_expression function: (name) @function) @call operator: ["&&" "||"])))
  (if_statement condition: (parenthesized_expression (binary_expression operator: ["&&" "||"] right: (function_call_expression function: (name) @function) @call)))
  (conditional_expression condition: (function_call_expression function: (name) @function) @call)
] @match
  (#any-of? @function "strpos" "stripos" "strrpos" "mb_strpos" "mb_stripos" "array_search")
  (#set! id "php/position-as-truth")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "`{function}` gives 0 for what stands at the very beginning, and 0 is false. Compare with `!== false`.")
  (#set! fix "Compare with `!== false`")
  (#set! fix.after.call " !== false"))

((unary_op_expression operator: "!" @not argument: (function_call_expression function: (name) @function) @call) @match
  (#any-of? @function "strpos" "stripos" "strrpos" "mb_strpos" "mb_stripos" "array_search")
  (#set! fix "Compare with `=== false`")
  (#set! fix.replace.match "{call} === false"))

((binary_expression left: (function_call_expression function: (name) @function) operator: ["==" "!="] @operator right: (boolean)) @match
  (#any-of? @function "strpos" "stripos" "strrpos" "mb_strpos" "mb_stripos" "array_search")
  (#set! fix "Compare strictly")
  (#set! fix.after.operator "="))
