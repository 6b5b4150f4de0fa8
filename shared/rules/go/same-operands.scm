((binary_expression
  left: [(identifier) (selector_expression) (index_expression)] @left
  operator: ["&&" "||" "<" ">" "<=" ">=" "-" "/" "%" "^" "&^"]
  right: [(identifier) (selector_expression) (index_expression)] @_right) @match
  (#eq? @left @_right)
  (#set! id "go/same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Both sides are `{left}`: the result is known beforehand, so one of them was meant to be something else."))

((binary_expression
  left: (selector_expression) @left
  operator: ["==" "!="]
  right: (selector_expression) @_right) @match
  (#eq? @left @_right))
