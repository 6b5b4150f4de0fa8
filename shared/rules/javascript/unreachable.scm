((statement_block [(return_statement) (throw_statement)] . [(expression_statement) (if_statement) (for_statement) (for_in_statement) (while_statement) (return_statement) (throw_statement) (try_statement) (switch_statement) (lexical_declaration)] @report) @match
  (#set! id "js/unreachable")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "Nothing after a `return` or `throw` runs. Take it out, or move it before."))
