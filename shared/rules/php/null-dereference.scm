((binary_expression
  left: (unary_op_expression operator: "!" argument: (variable_name) @name)
  operator: ["&&" "and"]
  right: [
    (member_access_expression object: (variable_name) @_used)
    (member_call_expression object: (variable_name) @_used)
    (_ [(member_access_expression object: (variable_name) @_used) (member_call_expression object: (variable_name) @_used)])
  ]) @match
  (#eq? @name @_used)
  (#set! id "php/null-dereference")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 476)
  (#set! message "The right side is reached only when `{name}` is empty, and then uses it as an object: this fails. Turn the test or the operator round."))
