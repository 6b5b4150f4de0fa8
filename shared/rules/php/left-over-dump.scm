((expression_statement (function_call_expression function: (name) @function) ) @match
  (#any-of? @function "var_dump" "phpinfo" "debug_zval_refcount" "dd")
  (#set! id "php/left-over-dump")
  (#set! severity "warning")
  (#set! category "smell")
  (#set! confidence "medium")
  (#set! cwe 489)
  (#set! message "`{function}` was most likely left here while looking for something; it shows the inside of the program to every visitor. Take it out, or write to the log."))
