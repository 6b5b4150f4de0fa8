((catch_clause
  parameters: (parameter_list (parameter_declaration declarator: (reference_declarator (identifier) @name)))
  body: (compound_statement (throw_statement . (identifier) @thrown) @report)) @match
  (#eq? @name @thrown)
  (#set! id "cpp/rethrow-copy")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This throws a copy with the type of `{name}` as declared here: a derived error loses its own type. `throw;` passes on the one that was caught.")
  (#set! fix "Throw the one that was caught")
  (#set! fix.replace.report "throw;")
  (#set! fix.safe "yes"))
