((rescue !body) @match
  (#not-match? @match "#")
  (#match? @match "^rescue\\s*(=>\\s*\\w+\\s*)?(StandardError\\b.*)?$")
  (#set! id "rb/swallowed-error")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "medium")
  (#set! cwe 390)
  (#set! message "Every error disappears here, also those that nobody thought of. Name the one that may be ignored, or log it."))
