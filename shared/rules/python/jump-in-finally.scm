((finally_clause (block [(return_statement) (break_statement) (continue_statement)] @report)) @match
  (#set! id "py/jump-in-finally")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 584)
  (#set! message "Leaving `finally` like this throws away the error, or the result, that was on its way out. Move it after the block."))
