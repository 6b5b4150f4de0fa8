((return_statement) @match
  (#set! id "php/return-in-finally")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 584)
  (#set! message "A `return` in `finally` throws every exception away, and replaces what was returned. Put it behind.")
  (#set! inside "finally_clause"))
