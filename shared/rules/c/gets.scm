((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) .)) @match
  (#eq? @function "gets")
  (#set! id "c/gets")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 242)
  (#set! message "`gets` does not know how large its buffer is: a longer line overwrites what lies behind it. Use `fgets` with the size of the buffer."))
