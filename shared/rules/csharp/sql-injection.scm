((object_creation_expression
  type: (_) @_type
  arguments: (argument_list . (argument [(binary_expression) (interpolated_string_expression) (invocation_expression) (identifier)] @sql))) @match
  (#match? @_type "(Sql|Npgsql|MySql|Sqlite|SQLite|Oracle|OleDb|Odbc)(Command|DataAdapter)$")
  (#set! id "cs/sql-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 89)
  (#set! message "A value is pasted into SQL: with a quote in it, it becomes SQL itself. Put `@name` in its place and add it to the parameters.")
  (#set! dynamic.sql ""))

((assignment_expression
  left: (member_access_expression name: (identifier) @_property)
  right: [(binary_expression) (interpolated_string_expression) (invocation_expression) (identifier)] @sql) @match
  (#eq? @_property "CommandText")
  (#set! dynamic.sql ""))

((invocation_expression
  function: (member_access_expression name: (identifier) @_method)
  arguments: (argument_list . (argument [(binary_expression) (interpolated_string_expression) (invocation_expression) (identifier)] @sql))) @match
  (#any-of? @_method "FromSqlRaw" "ExecuteSqlRaw" "ExecuteSqlRawAsync" "SqlQueryRaw" "ExecuteSqlCommand" "Query" "QueryAsync" "Execute" "ExecuteAsync" "QueryFirstOrDefault" "QuerySingle")
  (#set! dynamic.sql ""))
