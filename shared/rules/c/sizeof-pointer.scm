((call_expression
  function: (identifier) @function
  arguments: (argument_list . (identifier) @pointer
    (sizeof_expression value: [(parenthesized_expression (identifier) @_of) (identifier) @_of]) @report)) @match
  (#any-of? @function "memset" "memcpy" "memmove" "bzero" "explicit_bzero" "strncpy" "strlcpy" "strlcat" "snprintf" "vsnprintf" "fgets" "recv")
  (#eq? @pointer @_of)
  (#set! id "c/sizeof-pointer")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 467)
  (#set! message "`{pointer}` is a pointer here, so this is the size of an address (8), not of what it points to. Pass the size along, or take that of the type: `sizeof(*{pointer})`."))
