((select_statement (communication_case (statement_list (break_statement) @report .))) @match
  (#match? @report "^break$")
  (#set! id "go/break-in-select")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This `break` leaves the `select`, and the loop goes on. Label the loop and break to the label, or return.")
  (#set! inside "for_statement"))

((select_statement (communication_case (statement_list (if_statement consequence: (block (statement_list (break_statement) @report .)))))) @match
  (#match? @report "^break$")
  (#set! inside "for_statement"))
