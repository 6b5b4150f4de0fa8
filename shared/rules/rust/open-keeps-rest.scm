((call_expression
  function: (field_expression value: (call_expression) @options field: (field_identifier) @_open)
  arguments: (arguments (_))) @match
  (#eq? @_open "open")
  (#match? @options "OpenOptions::new\\(\\)")
  (#match? @options "\\.create\\(true\\)")
  (#match? @options "\\.write\\(true\\)")
  (#not-match? @options "truncate|append|create_new|\\.read\\(true\\)|custom_flags")
  (#set! id "rs/open-keeps-rest")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "An older, longer file keeps its end behind what is written now. Say `.truncate(true)`, `.append(true)`, or `.truncate(false)` where that is meant."))
