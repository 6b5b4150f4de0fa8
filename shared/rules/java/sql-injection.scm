((method_invocation
  name: (identifier) @_method
  arguments: (argument_list . [(binary_expression) (method_invocation) (identifier)] @sql)) @match
  (#any-of? @_method "executeQuery" "executeUpdate" "execute" "executeLargeUpdate" "prepareStatement" "prepareCall" "createQuery" "createNativeQuery" "addBatch" "queryForObject" "queryForList" "queryForMap" "batchUpdate")
  (#set! id "java/sql-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 89)
  (#set! message "A value is pasted into SQL: with a quote in it, it becomes SQL itself. Put `?` in its place and set it on a PreparedStatement.")
  (#set! dynamic.sql ""))
