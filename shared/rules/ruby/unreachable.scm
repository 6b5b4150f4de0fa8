((body_statement (call !receiver method: (identifier) @_raise) @_leaves . [(call) (identifier) (assignment) (if) (unless) (while) (case) (return) (operator_assignment)] @report) @match
  (#eq? @_raise "raise")
  (#set! id "rb/unreachable")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "Nothing after a `return` or `raise` runs. Take it out, or move it before."))

((body_statement (return) @_leaves . [(call) (identifier) (assignment) (if) (unless) (while) (case) (return) (operator_assignment)] @report) @match)
