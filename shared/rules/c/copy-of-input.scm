((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . [
    (subscript_expression argument: (identifier) @_input)
    (call_expression function: (identifier) @_input)
  ] @source .)) @match
  (#any-of? @function "strcpy" "strcat" "stpcpy" "lstrcpyA" "wcscpy" "wcscat")
  (#any-of? @_input "argv" "getenv" "secure_getenv")
  (#set! id "c/copy-of-input")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 120)
  (#set! message "`{source}` can be of any length, and `{function}` writes all of it: past the end of the buffer. Use `snprintf` with the size of the buffer, and check what it returns."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (string_literal) @_format [
    (subscript_expression argument: (identifier) @_input)
    (call_expression function: (identifier) @_input)
  ] @source)) @match
  (#eq? @function "sprintf")
  (#match? @_format "%-?[0-9]*s")
  (#any-of? @_input "argv" "getenv" "secure_getenv"))
