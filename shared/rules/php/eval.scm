((function_call_expression
  function: (name) @function
  arguments: (arguments . (argument (variable_name) @code) .)) @match
  (#eq? @function "eval")
  (#set! id "php/eval")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 95)
  (#set! message "Whatever is in `{code}` is run as PHP. Call a function by its name, or parse the data instead.")
  (#set! dynamic.code ""))
