((call
  method: (identifier) @method
  arguments: (argument_list . (element_reference object: (identifier) @_params) @value)) @match
  (#any-of? @method "eval" "instance_eval" "class_eval" "send" "public_send" "__send__" "const_get" "constantize")
  (#eq? @_params "params")
  (#set! id "rb/code-from-request")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 470)
  (#set! message "The request chooses what is called here, `{method}` takes any name: also `exit`, `system` or `destroy_all`. Look it up in a list of allowed ones."))

((call
  receiver: (element_reference object: (identifier) @_params) @value
  method: (identifier) @method) @match
  (#any-of? @method "constantize" "safe_constantize")
  (#eq? @_params "params"))
