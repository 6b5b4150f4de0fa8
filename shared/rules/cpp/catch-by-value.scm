((catch_clause
  parameters: (parameter_list . (parameter_declaration
    type: [(qualified_identifier) (type_identifier)] @type
    declarator: (identifier) @name) .)) @match
  (#match? @type "([eE]xception|[eE]rror|Exc|Err)$|^std::")
  (#set! id "cpp/catch-by-value")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Caught by value, `{name}` is a copy cut down to `{type}`: what a derived error says is lost. Catch a reference.")
  (#set! fix "Catch a reference")
  (#set! fix.after.type "&")
  (#set! fix.safe "yes"))
