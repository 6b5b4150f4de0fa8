((binary_expression left: [(identifier) (subscript_expression)] @left operator: ["==" "!="] right: (string_literal) @right) @match
  (#set! id "c/compare-with-literal")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 597)
  (#set! message "This compares where the texts lie, not what they say: it is hardly ever equal. Use `strcmp({left}, {right}) == 0`."))
