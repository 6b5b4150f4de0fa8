((call
  method: (identifier) @_method
  arguments: (argument_list . (string (string_content) @_before . (interpolation) @value) @sql)) @match
  (#any-of? @_method "where" "having" "find_by_sql" "exists?" "delete_by" "destroy_by" "execute" "exec_query" "select_all" "select_one" "select_value" "select_values" "select_rows" "count_by_sql" "update_all" "joins")
  (#not-match? @sql "^.\\s*(PRAGMA|SET|SHOW|CREATE|DROP|ALTER|KILL)\\b")
  (#match? @_before "(=|<|>|\\(|,|[lL][iI][kK][eE]|[iI][nN])\\s*[('%]*$")
  (#set! id "rb/sql-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 89)
  (#set! message "`{value}` is pasted into SQL: with a quote in it, it becomes SQL itself. Leave a `?` there and pass the value behind the text."))

((call
  method: (identifier) @_method
  arguments: (argument_list . (string (interpolation (element_reference object: (identifier) @_params)) @value))) @match
  (#any-of? @_method "where" "order" "reorder" "group" "pluck" "select" "from" "joins" "having" "find_by_sql" "execute")
  (#eq? @_params "params")
  (#set! message "`{value}` comes from the request and is pasted into SQL. Choose the name from a list of allowed ones."))
