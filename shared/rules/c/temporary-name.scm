((call_expression function: (identifier) @function arguments: (argument_list)) @match
  (#any-of? @function "mktemp" "tmpnam" "tempnam" "tmpnam_r" "_mktemp" "_tempnam")
  (#set! inside "function_definition")
  (#set! id "c/temporary-name")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 377)
  (#set! message "Between `{function}` and opening the file, somebody else can put a file or a link there. `mkstemp` makes the name and opens the file in one step."))
