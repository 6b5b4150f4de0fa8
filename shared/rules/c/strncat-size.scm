((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) @target . (_) . (sizeof_expression value: (parenthesized_expression (_) @_of)) @report .)) @match
  (#any-of? @function "strncat" "wcsncat")
  (#eq? @target @_of)
  (#set! id "c/strncat-size")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 193)
  (#set! message "`{function}` counts what it adds, not what fits: with `sizeof` it writes past the end of `{target}` unless that is empty, and even then by one. Pass `sizeof({target}) - strlen({target}) - 1`.")
  (#set! fix "Pass the room that is left")
  (#set! fix.replace.report "sizeof({target}) - strlen({target}) - 1"))
