((call
  function: (attribute attribute: (identifier) @_method)
  arguments: (argument_list . (string (interpolation)) @sql)) @match
  (#any-of? @_method "execute" "executemany" "executescript" "raw" "fetch" "fetchrow" "fetchval" "read_sql")
  (#match? @sql "^\\(?[rRbBfFuU]*[\"']+\\s*(?:[sS][eE][lL][eE][cC][tT]\\s[^]*\\s[fF][rR][oO][mM]\\s|[iI][nN][sS][eE][rR][tT]\\s+[iI][nN][tT][oO]\\s|[uU][pP][dD][aA][tT][eE]\\s[^]*\\s[sS][eE][tT]\\s|[dD][eE][lL][eE][tT][eE]\\s+[fF][rR][oO][mM]\\s)")
  (#set! id "py/sql-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 89)
  (#set! message "A value is pasted into SQL: with a quote in it, it becomes SQL itself. Pass values apart from the text, as parameters.")
  (#set! dynamic.sql ""))

((call
  function: (attribute attribute: (identifier) @_method)
  arguments: (argument_list . (binary_operator left: (string)) @sql)) @match
  (#any-of? @_method "execute" "executemany" "executescript" "raw" "fetch" "fetchrow" "fetchval" "read_sql")
  (#match? @sql "^\\(?[rRbBfFuU]*[\"']+\\s*(?:[sS][eE][lL][eE][cC][tT]\\s[^]*\\s[fF][rR][oO][mM]\\s|[iI][nN][sS][eE][rR][tT]\\s+[iI][nN][tT][oO]\\s|[uU][pP][dD][aA][tT][eE]\\s[^]*\\s[sS][eE][tT]\\s|[dD][eE][lL][eE][tT][eE]\\s+[fF][rR][oO][mM]\\s)")
  (#set! dynamic.sql ""))

((call
  function: (attribute attribute: (identifier) @_method)
  arguments: (argument_list . (call function: (attribute object: (string) @sql attribute: (identifier) @_format)))) @match
  (#any-of? @_method "execute" "executemany" "executescript" "raw" "fetch" "fetchrow" "fetchval" "read_sql")
  (#eq? @_format "format")
  (#match? @sql "^\\(?[rRbBfFuU]*[\"']+\\s*(?:[sS][eE][lL][eE][cC][tT]\\s[^]*\\s[fF][rR][oO][mM]\\s|[iI][nN][sS][eE][rR][tT]\\s+[iI][nN][tT][oO]\\s|[uU][pP][dD][aA][tT][eE]\\s[^]*\\s[sS][eE][tT]\\s|[dD][eE][lL][eE][tT][eE]\\s+[fF][rR][oO][mM]\\s)"))
