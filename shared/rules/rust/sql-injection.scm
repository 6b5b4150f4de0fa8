((call_expression
  function: [(field_expression field: (field_identifier) @_function) (scoped_identifier name: (identifier) @_function) (identifier) @_function]
  arguments: (arguments . [
    (macro_invocation macro: (identifier) @_format (token_tree . (string_literal) @_sql))
    (reference_expression value: (macro_invocation macro: (identifier) @_format (token_tree . (string_literal) @_sql)))
  ] @report)) @match
  (#any-of? @_function "query" "query_as" "query_scalar" "execute" "execute_batch" "batch_execute" "prepare" "query_one" "query_opt" "query_row" "query_map" "sql_query" "simple_query" "raw_sql" "fetch_one" "fetch_all")
  (#eq? @_format "format")
  (#match? @_sql "^\"\\s*([sS][eE][lL][eE][cC][tT]\\s|[iI][nN][sS][eE][rR][tT]\\s+[iI][nN][tT][oO]\\s|[uU][pP][dD][aA][tT][eE]\\s|[dD][eE][lL][eE][tT][eE]\\s+[fF][rR][oO][mM]\\s)[^]*(=|<|>|\\(|,|[lL][iI][kK][eE]|[iI][nN])\\s*[('%]*\\{")
  (#set! id "rs/sql-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 89)
  (#set! message "A value is pasted into SQL: with a quote in it, it becomes SQL itself. Put a placeholder there (`$1`, `?`) and bind the value."))
