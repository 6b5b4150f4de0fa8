((expression_statement . (call function: (identifier) @type) @report .) @match
  (#match? @type "^[A-Z][A-Za-z]*(Error|Exception)$")
  (#set! id "py/error-not-raised")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "The error is made and thrown away. `raise` is missing.")
  (#set! fix "Raise it")
  (#set! fix.before.report "raise "))
