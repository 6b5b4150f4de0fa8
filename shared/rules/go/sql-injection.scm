((call_expression
  function: (selector_expression field: (field_identifier) @_method)
  arguments: (argument_list . [(call_expression arguments: (argument_list . (interpreted_string_literal) @_sql)) (binary_expression left: (interpreted_string_literal) @_sql) (binary_expression left: (binary_expression left: (interpreted_string_literal) @_sql))] @sql)) @match
  (#any-of? @_method "Query" "QueryRow" "Exec" "Queryx" "Get" "Select" "Raw" "Prepare" "MustExec")
  (#match? @_sql "^\"\\s*(?:[sS][eE][lL][eE][cC][tT]\\s[^]*\\s[fF][rR][oO][mM]\\s|[iI][nN][sS][eE][rR][tT]\\s+[iI][nN][tT][oO]\\s|[uU][pP][dD][aA][tT][eE]\\s[^]*\\s[sS][eE][tT]\\s|[dD][eE][lL][eE][tT][eE]\\s+[fF][rR][oO][mM]\\s)")
  (#set! id "go/sql-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 89)
  (#set! message "A value is pasted into SQL: with a quote in it, it becomes SQL itself. Leave a placeholder in the text and pass the value as an argument.")
  (#set! dynamic.sql ""))

((call_expression
  function: (selector_expression field: (field_identifier) @_method)
  arguments: (argument_list . (_) . [(call_expression arguments: (argument_list . (interpreted_string_literal) @_sql)) (binary_expression left: (interpreted_string_literal) @_sql) (binary_expression left: (binary_expression left: (interpreted_string_literal) @_sql))] @sql)) @match
  (#any-of? @_method "QueryContext" "QueryRowContext" "ExecContext" "GetContext" "SelectContext" "PrepareContext")
  (#match? @_sql "^\"\\s*(?:[sS][eE][lL][eE][cC][tT]\\s[^]*\\s[fF][rR][oO][mM]\\s|[iI][nN][sS][eE][rR][tT]\\s+[iI][nN][tT][oO]\\s|[uU][pP][dD][aA][tT][eE]\\s[^]*\\s[sS][eE][tT]\\s|[dD][eE][lL][eE][tT][eE]\\s+[fF][rR][oO][mM]\\s)")
  (#set! dynamic.sql ""))

((call_expression
  function: (selector_expression field: (field_identifier) @_method)
  arguments: (argument_list . (identifier) @sql)) @match
  (#any-of? @_method "Query" "QueryRow" "Exec" "Queryx" "MustExec")
  (#set! message "`{sql}` was put together from values: one with a quote in it becomes SQL itself. Leave a placeholder in the text and pass the value as an argument.")
  (#set! dynamic.sql ""))
