((call_expression
  function: (identifier) @function
  arguments: (argument_list . [(identifier) (subscript_expression)] @command)) @match
  (#any-of? @function "system" "popen" "_popen" "_wsystem")
  (#set! id "c/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "`{command}` is put together at run time and `{function}` hands it to a shell: whoever controls a part of it runs commands. Use `posix_spawn` or `fork` and `execv` with a list of arguments."))

((call_expression
  function: (_) @function
  arguments: (argument_list . (call_expression function: (field_expression
    argument: (parenthesized_expression (binary_expression operator: "+") @sum)
    field: (field_identifier) @_c_str)) @command)) @match
  (#match? @function "^(std::)?_?(system|popen)$")
  (#eq? @_c_str "c_str")
  (#set! dynamic.sum ""))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (call_expression function: (identifier) @_getenv) @command)) @match
  (#any-of? @function "system" "popen" "_popen")
  (#any-of? @_getenv "getenv" "secure_getenv"))
