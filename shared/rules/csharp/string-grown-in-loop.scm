((assignment_expression
  left: (identifier) @name
  operator: "+="
  right: [(string_literal) (interpolated_string_expression) (binary_expression left: (string_literal)) (binary_expression right: (string_literal)) (binary_expression left: (binary_expression left: (string_literal)))]) @match
  (#set! id "cs/string-grown-in-loop")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "Each round copies the whole of `{name}` again, so that the time grows with the square. Append to a StringBuilder, or use `string.Join`.")
  (#set! inside "for_statement|foreach_statement|while_statement|do_statement"))
