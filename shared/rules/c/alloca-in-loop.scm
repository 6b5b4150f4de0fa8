((call_expression function: (identifier) @function arguments: (argument_list)) @match
  (#any-of? @function "alloca" "_alloca" "__builtin_alloca" "strdupa")
  (#set! id "c/alloca-in-loop")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 770)
  (#set! message "`{function}` gives its memory back when the function ends, not the round: enough rounds overflow the stack. Allocate once before the loop, or with `malloc`.")
  (#set! inside "for_statement|while_statement|do_statement"))
