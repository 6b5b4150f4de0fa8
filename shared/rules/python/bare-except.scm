((except_clause . "except" @report . ":") @match
  (#set! id "py/bare-except")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 396)
  (#set! message "A bare `except` also catches Ctrl-C and `sys.exit`. Name the errors, at least `Exception`.")
  (#set! fix "Catch Exception")
  (#set! fix.replace.report "except Exception"))
