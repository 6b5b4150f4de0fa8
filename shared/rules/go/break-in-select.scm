((select_statement (communication_case (statement_list (break_statement) @report .))) @match
  (#match? @report "^break$")
  (#set! id "go/break-in-select")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This `break` leaves the `select`, and the loop goes on. Label the loop and break to the label, or return.")
  (#set! inside "for_statement"))

((select_statement (communication_case (statement_list (if_statement condition: (_) @_closed consequence: (block (statement_list (break_statement) @report .)))))) @match
  (#match? @report "^break$")
  (#match? @_closed "^!\\w*([oO]k|[mM]ore|[oO]pen)$")
  (#set! inside "for_statement"))
