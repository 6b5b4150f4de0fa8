((regex pattern: (regex_pattern) @pattern) @match
  (#match? @pattern "\\((\\?:)?(\\\\[wdsWDS]|\\[[^\\]]*\\]|\\.|[A-Za-z0-9])[+*]\\)([+*]|\\{\\d+,\\})")
  (#set! id "js/regexp-backtracking")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 1333)
  (#set! message "`{pattern}` repeats a repetition: on a text that nearly matches it tries exponentially many ways and blocks the thread. Drop one of the two."))
