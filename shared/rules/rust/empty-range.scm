((for_expression value: [
  (range_expression . (integer_literal) @from . (integer_literal) @to .)
  (call_expression function: (field_expression value: (parenthesized_expression (range_expression . (integer_literal) @from . (integer_literal) @to .))))
]) @match
  (#match? @from "^[0-9_]+$")
  (#match? @to "^[0-9_]+$")
  (#set! id "rs/empty-range")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "A range only counts up: `{from}..{to}` is empty, and the loop never runs. Turn it round and add `.rev()`."))
