((finally_clause (block [
  (return_statement) @report
  (if_statement consequence: (block (return_statement) @report))
])) @match
  (#set! id "java/jump-in-finally")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 584)
  (#set! message "A `return` in `finally` throws away the exception that was on its way, and the value that was to be returned. Move it below."))
