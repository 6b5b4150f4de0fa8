((binary_expression
  left: [(variable_name) (member_access_expression) (subscript_expression)] @left
  operator: ["==" "===" "!=" "!==" "<" ">" "<=" ">=" "&&" "||" "/" "%" "-" "??"]
  right: [(variable_name) (member_access_expression) (subscript_expression)] @_right) @match
  (#eq? @left @_right)
  (#not-match? @left "\\(|\\+\\+|--")
  (#set! id "php/same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 1025)
  (#set! message "Both sides are `{left}`: the result is known beforehand, so one of them was meant to be something else."))
