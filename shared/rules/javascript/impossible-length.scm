((binary_expression
  left: (member_expression property: (property_identifier) @_length)
  operator: "<"
  right: (number) @_zero) @match
  (#any-of? @_length "length" "size" "byteLength")
  (#eq? @_zero "0")
  (#set! id "js/impossible-length")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "A length is never below zero, so this is always false. `=== 0` was meant."))

((binary_expression
  left: (member_expression property: (property_identifier) @_length)
  operator: ">="
  right: (number) @_zero) @match
  (#any-of? @_length "length" "size" "byteLength")
  (#eq? @_zero "0")
  (#set! message "A length is never below zero, so this is always true. `> 0` was meant."))
