((call_expression
  function: (field_expression value: (_) @list field: (field_identifier) @_remove)
  arguments: (arguments . (integer_literal) @_zero .)) @match
  (#eq? @_remove "remove")
  (#eq? @_zero "0")
  (#set! id "rs/remove-first-in-loop")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "medium")
  (#set! message "Taking the first element of a `Vec` moves all others, in every round. Use a `VecDeque` and `pop_front`, or `drain(..)`.")
  (#set! inside "for_expression|while_expression|loop_expression"))
