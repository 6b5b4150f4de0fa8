((binary_expression
  left: (unary_expression operator: "typeof")
  operator: ["==" "===" "!=" "!=="]
  right: (string (string_fragment) @_text) @word) @match
  (#not-any-of? @_text "undefined" "object" "boolean" "number" "bigint" "string" "symbol" "function" "unknown")
  (#set! id "js/typeof-typo")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`typeof` never gives {word}, so this comparison never holds."))
