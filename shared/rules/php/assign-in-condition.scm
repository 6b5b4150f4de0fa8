([
  (if_statement condition: (parenthesized_expression (assignment_expression left: (_) @left right: [(integer) (float) (string) (boolean) (null)] @right) @report))
  (else_if_clause condition: (parenthesized_expression (assignment_expression left: (_) @left right: [(integer) (float) (string) (boolean) (null)] @right) @report))
  (while_statement condition: (parenthesized_expression (assignment_expression left: (_) @left right: [(integer) (float) (string) (boolean) (null)] @right) @report))
] @match
  (#set! id "php/assign-in-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 481)
  (#set! message "`=` assigns; the condition is always the value on its right. Compare with `===`.")
  (#set! fix "Compare with `===`")
  (#set! fix.replace.report "{left} === {right}"))
