((ensure (return) @report) @match
  (#set! id "rb/return-in-ensure")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 584)
  (#set! message "A `return` in `ensure` throws every exception away, and replaces what was returned. Put it behind, or leave it out."))
