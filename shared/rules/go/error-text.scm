((binary_expression
  left: (call_expression
    function: (selector_expression operand: (identifier) @error field: (field_identifier) @_method)
    arguments: (argument_list) @_none)
  operator: ["==" "!="]
  right: [(interpreted_string_literal) (raw_string_literal)]) @match
  (#eq? @_method "Error")
  (#eq? @_none "()")
  (#match? @error "^(e|err|.*Err)$")
  (#set! id "go/error-text")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "high")
  (#set! message "The words of an error may change with any release. Compare with `errors.Is`, or look for its type with `errors.As`."))

((call_expression
  function: (selector_expression operand: (identifier) @_strings field: (field_identifier) @_contains)
  arguments: (argument_list
    . (call_expression
        function: (selector_expression operand: (identifier) @error field: (field_identifier) @_method)
        arguments: (argument_list) @_none))) @match
  (#eq? @_strings "strings")
  (#any-of? @_contains "Contains" "HasPrefix" "HasSuffix")
  (#eq? @_method "Error")
  (#eq? @_none "()")
  (#match? @error "^(e|err|.*Err)$"))
