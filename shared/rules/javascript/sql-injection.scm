((call_expression
  function: (member_expression property: (property_identifier) @_method)
  arguments: (arguments . (template_string (template_substitution)) @sql)) @match
  (#any-of? @_method "query" "execute" "raw" "run" "all" "get" "prepare" "$queryRawUnsafe" "$executeRawUnsafe")
  (#match? @sql "^[`\"']\\s*([Ss][Ee][Ll][Ee][Cc][Tt]\\s[^]*\\s[Ff][Rr][Oo][Mm]\\s|[Ii][Nn][Ss][Ee][Rr][Tt]\\s+[Ii][Nn][Tt][Oo]\\s|[Uu][Pp][Dd][Aa][Tt][Ee]\\s[^]*\\s[Ss][Ee][Tt]\\s|[Dd][Ee][Ll][Ee][Tt][Ee]\\s+[Ff][Rr][Oo][Mm]\\s)")
  (#set! id "js/sql-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 89)
  (#set! message "A value is pasted into SQL: with a quote in it, it becomes SQL itself. Pass values apart from the text, as parameters (`?`, `$1`)."))

((call_expression
  function: (member_expression property: (property_identifier) @_method)
  arguments: (arguments . (binary_expression operator: "+") @sql)) @match
  (#any-of? @_method "query" "execute" "raw" "run" "all" "get" "prepare" "$queryRawUnsafe" "$executeRawUnsafe")
  (#match? @sql "^[`\"']\\s*([Ss][Ee][Ll][Ee][Cc][Tt]\\s[^]*\\s[Ff][Rr][Oo][Mm]\\s|[Ii][Nn][Ss][Ee][Rr][Tt]\\s+[Ii][Nn][Tt][Oo]\\s|[Uu][Pp][Dd][Aa][Tt][Ee]\\s[^]*\\s[Ss][Ee][Tt]\\s|[Dd][Ee][Ll][Ee][Tt][Ee]\\s+[Ff][Rr][Oo][Mm]\\s)")
  (#set! dynamic.sql ""))
