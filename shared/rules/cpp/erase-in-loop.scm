((for_statement
  update: (update_expression argument: (identifier) @iterator)
  body: (_) @body) @match
  (#match? @body "[.>]erase\\(")
  (#set! id "cpp/erase-in-loop")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 416)
  (#set! message "`erase` makes `{iterator}` invalid, and the loop then moves it on: undefined, and at best every second one is skipped. Use what `erase` gives, or `std::erase_if`."))
