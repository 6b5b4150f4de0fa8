((case (when) (when)) @match
  (#set! id "rb/duplicate-when")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "This case is listed above already, so it is never taken here."))
