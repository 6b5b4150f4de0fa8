((statement_list
  [(return_statement) (break_statement) (continue_statement) (goto_statement)]
  . [(expression_statement) (assignment_statement) (short_var_declaration) (if_statement) (for_statement) (return_statement) (defer_statement) (go_statement) (send_statement)] @report) @match
  (#not-match? @report "^panic\\(")
  (#set! id "go/unreachable")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "Nothing after a `return`, `break` or `continue` runs. Take it out, or move it before."))
