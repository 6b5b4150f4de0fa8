((method_declaration
  receiver: (parameter_list (parameter_declaration name: (identifier) @_receiver))
  name: (field_identifier) @name
  body: (block (statement_list
    (return_statement (expression_list
      (call_expression
        function: (selector_expression) @function
        arguments: (argument_list . (interpreted_string_literal) @_format . (identifier) @_value)) @report))))) @match
  (#any-of? @name "String" "Error")
  (#eq? @_receiver @_value)
  (#match? @_format "^\"[^%\"]*%[+]?[vs]")
  (#set! id "go/recursive-string")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 674)
  (#set! message "To print the receiver this calls `{name}` again, and so on until the stack is full. Print its fields, or convert it to a type without the method.")
  (#set! resolve.function "fmt.Sprintf|fmt.Errorf"))
