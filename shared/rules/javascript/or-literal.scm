((if_statement
  condition: (parenthesized_expression
    (binary_expression
      left: (binary_expression operator: ["==" "==="])
      operator: "||"
      right: [(string (string_fragment)) (number)] @literal))) @match
  (#not-eq? @literal "0")
  (#set! id "js/or-literal")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{literal}` by itself is always true, so the whole condition is. Compare with each: `x === a || x === b`."))
