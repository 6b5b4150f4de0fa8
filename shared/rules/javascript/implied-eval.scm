((call_expression
  function: (identifier) @function
  arguments: (arguments . [(string) (template_string) (binary_expression left: (string))] @code)) @match
  (#any-of? @function "setTimeout" "setInterval" "execScript")
  (#set! id "js/implied-eval")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 95)
  (#set! message "`{function}` runs its text as code, like `eval`. Pass a function."))
