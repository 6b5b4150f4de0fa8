((except_clause (identifier) @_type (block . (pass_statement) .)) @match
  (#any-of? @_type "Exception" "BaseException")
  (#set! id "py/swallowed-exception")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "medium")
  (#set! cwe 390)
  (#set! message "Every error disappears here, also those that nobody thought of. Name the one that may be ignored, or log it."))
