((binary_expression
  left: [(identifier) (field_access) (array_access)] @left
  operator: ["&&" "||" "<" ">" "<=" ">=" "-" "/" "%" "^"]
  right: [(identifier) (field_access) (array_access)] @_right) @match
  (#eq? @left @_right)
  (#not-match? @left "\\(|\\+\\+|--")
  (#set! id "java/same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Both sides are `{left}`: the result is known beforehand, so one of them was meant to be something else."))

((method_invocation
  object: [(identifier) (field_access)] @left
  name: (identifier) @_equals
  arguments: (argument_list . (_) @_right .)) @match
  (#any-of? @_equals "equals" "compareTo" "equalsIgnoreCase")
  (#eq? @left @_right))
