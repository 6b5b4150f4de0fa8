((compound_statement [(return_statement) (expression_statement (throw_expression))] @_leaves . [(expression_statement) (echo_statement) (if_statement) (for_statement) (foreach_statement) (while_statement) (return_statement) (try_statement) (switch_statement)] @report) @match
  (#set! id "php/unreachable")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "Nothing after a `return` or `throw` runs. Take it out, or move it before."))
