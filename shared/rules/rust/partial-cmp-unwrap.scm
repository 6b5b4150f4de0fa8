((call_expression
  function: (field_expression
    value: (call_expression function: (field_expression field: (field_identifier) @_compare))
    field: (field_identifier) @_unwrap)) @match
  (#eq? @_compare "partial_cmp")
  (#eq? @_unwrap "unwrap")
  (#set! id "rs/partial-cmp-unwrap")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 248)
  (#set! message "One NaN among the values and this panics. Floats have `total_cmp`, which orders NaN too.")
  (#set! within "closure_expression"))
