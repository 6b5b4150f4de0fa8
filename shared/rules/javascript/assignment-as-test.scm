((if_statement
  condition: (parenthesized_expression
    (assignment_expression left: (_) @left right: [(identifier) (member_expression)] @right) @report)) @match
  (#set! id "js/assignment-as-test")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! cwe 481)
  (#set! message "`=` assigns here. Compare with `===`, or put the assignment before the condition.")
  (#set! fix "Compare with `===`")
  (#set! fix.replace.report "{left} === {right}"))
