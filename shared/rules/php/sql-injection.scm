((_
  name: (name) @_method
  arguments: (arguments . (argument [(encapsed_string) (binary_expression) (heredoc)] @sql))) @match
  (#match? @_method "^(query|exec|prepare|execute|executeQuery|executeStatement|multi_query|real_query|get_results|get_row|get_var|fetchAll|fetchOne|fetchAssociative|createQuery|raw|whereRaw|selectRaw|statement|unprepared)$")
  (#match? @sql "^[\"'(<]*[A-Z]*\\s*([sS][eE][lL][eE][cC][tT]\\s|[iI][nN][sS][eE][rR][tT]\\s|[uU][pP][dD][aA][tT][eE]\\s|[dD][eE][lL][eE][tT][eE]\\s|[rR][eE][pP][lL][aA][cC][eE]\\s)")
  (#set! id "php/sql-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 89)
  (#set! message "A value is pasted into SQL: with a quote in it, it becomes SQL itself. Put a placeholder there (`?`, `:name`) and pass the value to `execute`."))

((function_call_expression
  function: (name) @_function
  arguments: (arguments (argument [(encapsed_string) (binary_expression) (heredoc)] @sql))) @match
  (#any-of? @_function "mysqli_query" "mysqli_prepare" "mysqli_real_query" "pg_query" "pg_prepare" "sqlite_query" "mysql_query" "odbc_exec" "sqlsrv_query")
  (#match? @sql "^[\"'(<]*[A-Z]*\\s*([sS][eE][lL][eE][cC][tT]\\s|[iI][nN][sS][eE][rR][tT]\\s|[uU][pP][dD][aA][tT][eE]\\s|[dD][eE][lL][eE][tT][eE]\\s|[rR][eE][pP][lL][aA][cC][eE]\\s)"))
