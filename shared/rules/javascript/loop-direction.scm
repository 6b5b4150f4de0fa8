((for_statement
  condition: (binary_expression left: (identifier) @_tested operator: ["<" "<="])
  increment: (update_expression argument: (identifier) @_moved operator: "--") @report) @match
  (#eq? @_tested @_moved)
  (#set! id "js/loop-direction")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 835)
  (#set! message "The counter moves away from its limit, so the loop ends at once or never."))

((for_statement
  condition: (binary_expression left: (identifier) @_tested operator: [">" ">="])
  increment: (update_expression argument: (identifier) @_moved operator: "++") @report) @match
  (#eq? @_tested @_moved))
