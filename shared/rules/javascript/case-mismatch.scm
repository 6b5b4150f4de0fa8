((binary_expression
  left: (call_expression function: (member_expression property: (property_identifier) @_method) arguments: (arguments))
  operator: ["==" "===" "!=" "!=="]
  right: (string (string_fragment) @_text) @text) @match
  (#any-of? @_method "toLowerCase" "toLocaleLowerCase")
  (#match? @_text "[A-Z]")
  (#set! id "js/case-mismatch")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "The left side is all lower (or upper) case and {text} is not: they are never equal."))

((binary_expression
  left: (call_expression function: (member_expression property: (property_identifier) @_method) arguments: (arguments))
  operator: ["==" "===" "!=" "!=="]
  right: (string (string_fragment) @_text) @text) @match
  (#any-of? @_method "toUpperCase" "toLocaleUpperCase")
  (#match? @_text "[a-z]"))
