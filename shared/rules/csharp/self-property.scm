((property_declaration
  name: (identifier) @report
  value: (arrow_expression_clause (identifier) @_value)) @match
  (#eq? @report @_value)
  (#set! id "cs/self-property")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 674)
  (#set! message "`{report}` asks itself for its value, and so on until the stack is full. A field of another name was meant."))

((property_declaration
  name: (identifier) @report
  accessors: (accessor_list (accessor_declaration name: "get" body: (block . (return_statement (identifier) @_value) .)))) @match
  (#eq? @report @_value))

((property_declaration
  name: (identifier) @report
  accessors: (accessor_list (accessor_declaration name: "set" body: (block (expression_statement (assignment_expression left: (identifier) @_value)))))) @match
  (#eq? @report @_value)
  (#set! message "Setting `{report}` sets `{report}`, and so on until the stack is full. A field of another name was meant."))
