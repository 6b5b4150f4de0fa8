((function_call_expression
  function: (name) @function
  arguments: (arguments . (argument (_) @code))) @match
  (#any-of? @function "eval" "create_function" "assert")
  (#match? @code "\\$_(GET|POST|REQUEST|COOKIE)\\b")
  (#set! id "php/eval-input")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 95)
  (#set! message "`{code}` is run as PHP: this is a back door. Parse what is expected instead, as JSON for example."))
