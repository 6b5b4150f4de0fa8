((binary_expression
  left: [(identifier) (member_expression) (subscript_expression)] @left
  operator: ["<" ">" "<=" ">=" "&&" "||" "/" "%"]
  right: [(identifier) (member_expression) (subscript_expression)] @_right) @match
  (#eq? @left @_right)
  (#set! id "js/same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Both sides are `{left}`: the result is known beforehand, so one of them was meant to be something else."))
