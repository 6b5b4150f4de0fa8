((call_expression
  function: (identifier) @function
  arguments: (arguments . (_) @code)) @match
  (#eq? @function "eval")
  (#set! id "js/eval")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 95)
  (#set! message "`eval` runs `{code}` as code, with all the rights of this page or process. Parse data with `JSON.parse`; look functions up in a table.")
  (#set! dynamic.code ""))

((new_expression
  constructor: (identifier) @function
  arguments: (arguments (_) @code .)) @match
  (#eq? @function "Function")
  (#set! message "`new Function` compiles `{code}` as code, with all the rights of this page or process. Look functions up in a table.")
  (#set! dynamic.code ""))
