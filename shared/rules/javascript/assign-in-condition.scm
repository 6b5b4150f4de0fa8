((if_statement
  condition: (parenthesized_expression
    (assignment_expression left: (_) @left right: [(string) (number) (true) (false) (null) (undefined) (regex)] @right) @report)) @match
  (#set! id "js/assign-in-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 481)
  (#set! message "`=` assigns; the condition is always the value on its right. Compare with `===`.")
  (#set! fix "Compare with `===`")
  (#set! fix.replace.report "{left} === {right}"))
