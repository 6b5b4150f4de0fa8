((boolean_operator left: [(identifier) (attribute) (subscript)] @left right: [(identifier) (attribute) (subscript)] @_right) @match
  (#eq? @left @_right)
  (#set! id "py/same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Both sides are `{left}`: the result is known beforehand, so one of them was meant to be something else."))

((comparison_operator . [(identifier) (attribute) (subscript)] @left . ["<" ">" "<=" ">="] . [(identifier) (attribute) (subscript)] @_right .) @match
  (#eq? @left @_right))

((binary_operator left: [(identifier) (attribute) (subscript)] @left operator: ["/" "//" "%"] right: [(identifier) (attribute) (subscript)] @_right) @match
  (#eq? @left @_right))
