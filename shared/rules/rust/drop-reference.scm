((call_expression function: (_) @function arguments: (arguments . (reference_expression value: (_) @value) .)) @match
  (#match? @function "^((std|core)::)?(mem::)?(drop|forget)$")
  (#set! id "rs/drop-reference")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This drops the reference, not `{value}`: nothing happens. Pass the value itself.")
  (#set! fix "Pass the value")
  (#set! fix.replace.match "{function}({value})"))
