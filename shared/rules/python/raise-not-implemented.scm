((raise_statement . (identifier) @report) @match
  (#eq? @report "NotImplemented")
  (#set! id "py/raise-not-implemented")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`NotImplemented` is a value, not an error: raising it gives a TypeError. `NotImplementedError` was meant.")
  (#set! fix "Raise NotImplementedError")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "NotImplementedError"))

((raise_statement . (call function: (identifier) @report)) @match
  (#eq? @report "NotImplemented")
  (#set! fix "Raise NotImplementedError")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "NotImplementedError"))
