((binary_expression
  left: (call_expression function: (field_expression field: (field_identifier) @_size) arguments: (argument_list)) @left
  operator: "<"
  right: (number_literal) @_zero) @match
  (#any-of? @_size "size" "length" "capacity")
  (#eq? @_zero "0")
  (#set! id "cpp/size-below-zero")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! cwe 570)
  (#set! message "`{left}` is never below 0, so this is always false. Ask `empty()`, or compare with another number."))

((binary_expression
  left: (call_expression function: (field_expression field: (field_identifier) @_size) arguments: (argument_list)) @left
  operator: ">="
  right: (number_literal) @_zero) @match
  (#any-of? @_size "size" "length" "capacity")
  (#eq? @_zero "0")
  (#set! message "`{left}` is never below 0, so this is always true. Ask `!empty()`, or compare with another number."))
