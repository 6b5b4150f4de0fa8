((_ (rescue !exceptions) @_first . (rescue exceptions: (exceptions)) @report) @match
  (#set! id "rb/unreachable-rescue")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "The `rescue` above takes every `StandardError` already, so this one is not reached. Put it first."))

((_ (rescue exceptions: (exceptions (constant) @_wide)) @_first . (rescue exceptions: (exceptions)) @report) @match
  (#any-of? @_wide "StandardError" "Exception"))
