((finally_clause
  body: (statement_block [(return_statement) (throw_statement)] @report)) @match
  (#set! id "js/jump-in-finally")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 584)
  (#set! message "Leaving `finally` like this throws away the error, or the result, that was on its way out. Move it after the block."))
