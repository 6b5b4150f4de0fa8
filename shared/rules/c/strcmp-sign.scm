((binary_expression
  left: (call_expression function: (identifier) @function)
  operator: ["==" "!="]
  right: [(number_literal) @_one (unary_expression argument: (number_literal) @_one) (true) @_one]) @match
  (#any-of? @function "strcmp" "strncmp" "memcmp" "strcasecmp" "strncasecmp" "wcscmp" "strcoll")
  (#match? @_one "^-?1$|^true$")
  (#set! id "c/strcmp-sign")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 253)
  (#set! message "`{function}` promises the sign only: some libraries give 1, others the difference of the characters. Compare with `< 0`, `== 0` or `> 0`."))
