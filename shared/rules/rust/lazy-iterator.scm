((expression_statement (call_expression
  function: (field_expression
    value: (call_expression function: (field_expression field: (field_identifier) @_source))
    field: (field_identifier) @adapter)
  arguments: (arguments (closure_expression)))) @match
  (#any-of? @adapter "map" "filter" "filter_map" "flat_map" "inspect" "take_while" "skip_while")
  (#any-of? @_source "iter" "iter_mut" "into_iter" "chars" "lines" "bytes" "enumerate" "zip" "rev" "drain" "keys" "values" "values_mut" "filter" "map")
  (#set! id "rs/lazy-iterator")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{adapter}` is lazy: nobody takes from it, so the closure never runs. Use `for`, `for_each`, or collect the result."))
