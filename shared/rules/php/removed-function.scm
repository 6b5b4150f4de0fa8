((function_call_expression function: (name) @function) @match
  (#match? @function "^(mysql_(query|connect|pconnect|select_db|fetch_(array|assoc|row|object)|real_escape_string|escape_string|num_rows|close|error|insert_id)|ereg(i)?(_replace)?|split|spliti|create_function|mcrypt_(encrypt|decrypt|create_iv)|set_magic_quotes_runtime|get_magic_quotes_gpc)$")
  (#not-match? @match "^split\\(\\)")
  (#set! id "php/removed-function")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! cwe 477)
  (#set! message "PHP no longer has `{function}`: since 7 or 8, calling it ends the program. Use PDO or mysqli, `preg_*`, a closure or sodium in its place."))
