((match_arm
  pattern: (match_pattern (tuple_struct_pattern type: (identifier) @_err . "_"))
  value: [(block) (unit_expression)] @_body) @match
  (#eq? @_err "Err")
  (#match? @_body "^(\\{\\s*\\}|\\(\\))$")
  (#set! id "rs/swallowed-error")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "medium")
  (#set! cwe 390)
  (#set! message "Every error disappears here, also those that nobody thought of. Name the kind that may be ignored, pass it on, or log it."))
