((case_statement) @match
  (#set! id "sh/duplicate-case")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "This pattern stood above already; the first one wins, and this branch never runs for it."))
