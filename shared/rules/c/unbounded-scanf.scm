((call_expression
  function: (identifier) @function
  arguments: (argument_list . (string_literal) @format)) @match
  (#any-of? @function "scanf" "wscanf")
  (#match? @format "(^|[^%])(%%)*%l?(s|\\[)")
  (#set! id "c/unbounded-scanf")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 120)
  (#set! message "`%s` and `%[` without a width write as much as comes in, past the end of the buffer. Give the width, one less than the buffer holds: `%31s`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (string_literal) @format)) @match
  (#any-of? @function "fscanf" "fwscanf")
  (#match? @format "(^|[^%])(%%)*%l?(s|\\[)"))
