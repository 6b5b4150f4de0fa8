((if_statement
  condition: (_ (assignment_expression
    left: (_) @left
    operator: "="
    right: [(number_literal) (char_literal) (string_literal) (true) (false) (null)] @right) @report)) @match
  (#set! id "c/assign-in-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 481)
  (#set! message "`=` assigns; the condition is always the value on its right. Compare with `==`.")
  (#set! fix "Compare with `==`")
  (#set! fix.replace.report "{left} == {right}"))

((while_statement
  condition: (_ (assignment_expression
    left: (_) @left
    operator: "="
    right: [(number_literal) (char_literal) (string_literal) (true) (false) (null)] @right) @report)) @match
  (#set! fix "Compare with `==`")
  (#set! fix.replace.report "{left} == {right}"))
