((pair
  key: (_) @_format
  value: (hash (pair key: (_) @_with value: (regex) @report))) @match
  (#match? @_format "^:?format\\b")
  (#match? @_with "^:?with\\b")
  (#match? @report "^/\\^|[^\\\\]\\$/[a-z]*$")
  (#not-match? @report "\\\\A|\\\\[zZ]")
  (#set! id "rb/multiline-anchor")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 777)
  (#set! message "In Ruby `^` and `$` stand for lines: one good line is enough, and anything may come before or behind it. Use `\\\\A` and `\\\\z`."))
