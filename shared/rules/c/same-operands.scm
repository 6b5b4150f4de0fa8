((binary_expression
  left: [(identifier) (field_expression) (subscript_expression)] @left
  operator: ["&&" "||" "<" ">" "<=" ">=" "/" "%" "-"]
  right: [(identifier) (field_expression) (subscript_expression)] @_right) @match
  (#eq? @left @_right)
  (#not-match? @match "\\w>[^=]")
  (#not-match? @left "\\(|\\+\\+|--|^(template|typename|class|operator)$")
  (#set! id "c/same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 1025)
  (#set! message "Both sides are `{left}`: the result is known beforehand, so one of them was meant to be something else."))
