((if_expression
  condition: (call_expression function: (field_expression value: (_) @value field: (field_identifier) @_is) arguments: (arguments))
  consequence: (block)) @match
  (#any-of? @_is "is_none" "is_err")
  (#match? @value "^[\\w.]+$")
  (#set! id "rs/checked-unwrap")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 248)
  (#set! message "`{value}` was just found to hold nothing, so this panics every time. Turn the condition round."))
