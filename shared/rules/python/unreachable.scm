((block [(return_statement) (raise_statement) (continue_statement) (break_statement)] . [(expression_statement) (if_statement) (for_statement) (while_statement) (return_statement) (raise_statement) (try_statement) (with_statement)] @report) @match
  (#not-match? @report "^yield\\b")
  (#set! id "py/unreachable")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "Nothing after a `return` or `raise` runs. Take it out, or move it before."))
