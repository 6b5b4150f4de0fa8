((call
  function: (identifier) @function
  arguments: (argument_list . (_) @code)) @match
  (#any-of? @function "eval" "exec")
  (#set! id "py/eval")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 95)
  (#set! message "`{function}` runs `{code}` as Python, with all the rights of this process. Parse data with `ast.literal_eval` or `json.loads`.")
  (#set! dynamic.code ""))
