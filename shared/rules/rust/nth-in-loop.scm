((call_expression
  function: (field_expression
    value: (call_expression function: (field_expression value: (_) @text field: (field_identifier) @_chars))
    field: (field_identifier) @_nth)
  arguments: (arguments . [(identifier) (binary_expression)] @index .)) @match
  (#eq? @_chars "chars")
  (#eq? @_nth "nth")
  (#set! id "rs/nth-in-loop")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "medium")
  (#set! message "`chars().nth(…)` walks from the start every time, so the loop takes the square of the length. Loop over `{text}.chars()`, or collect them once.")
  (#set! inside "for_expression|while_expression|loop_expression"))
