((switch_body (switch_case) (switch_case)) @match
  (#set! id "js/duplicate-case")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This case is listed above already, so this one is never taken."))
