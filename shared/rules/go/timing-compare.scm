((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (_) @left . (_) @right .) @_both) @match
  (#eq? @_name "Equal")
  (#match? @_both "([mM]ac|[hH]mac|HMAC|MAC|[sS]ignature)\\b|\\.Sum\\(nil\\)")
  (#set! id "go/timing-compare")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 208)
  (#set! message "This stops at the first byte that differs; by the time it takes a signature can be guessed byte by byte. Use `hmac.Equal`.")
  (#set! resolve.function "bytes.Equal|reflect.DeepEqual")
  (#set! fix "Use hmac.Equal")
  (#set! fix.replace.function "hmac.Equal"))
