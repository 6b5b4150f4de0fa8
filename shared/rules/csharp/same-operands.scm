((binary_expression
  left: [(identifier) (member_access_expression) (element_access_expression)] @left
  operator: ["&&" "||" "<" ">" "<=" ">=" "-" "/" "%" "^"]
  right: [(identifier) (member_access_expression) (element_access_expression)] @_right) @match
  (#eq? @left @_right)
  (#not-match? @left "\\(|\\+\\+|--")
  (#set! id "cs/same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Both sides are `{left}`: the result is known beforehand, so one of them was meant to be something else."))

((binary_expression
  left: (member_access_expression) @left
  operator: ["==" "!="]
  right: (member_access_expression) @_right) @match
  (#eq? @left @_right)
  (#not-match? @left "\\("))
