((assignment_expression
  left: (identifier) @name
  operator: "+="
  right: [(string_literal) (binary_expression left: (string_literal)) (binary_expression right: (string_literal)) (binary_expression left: (binary_expression left: (string_literal)))]) @match
  (#set! id "java/string-grown-in-loop")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "Each round copies the whole of `{name}` again, so that the time grows with the square. Append to a StringBuilder.")
  (#set! inside "for_statement|enhanced_for_statement|while_statement|do_statement"))
