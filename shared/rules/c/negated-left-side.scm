((binary_expression
  left: (unary_expression operator: "!" argument: [(identifier) (field_expression) (call_expression) (subscript_expression)] @left)
  operator: ["==" "!="] @operator
  right: (number_literal) @right) @match
  (#set! id "c/negated-left-side")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 783)
  (#set! message "`!` binds tighter than `{operator}`: this compares `!{left}`, which is 0 or 1, with `{right}`. Put the comparison in parentheses, or turn the operator round."))

((binary_expression
  left: (unary_expression operator: "!" argument: [(identifier) (field_expression) (call_expression) (subscript_expression)] @left)
  operator: ["<" ">"] @operator
  right: (number_literal) @right) @match)

((binary_expression
  left: (unary_expression operator: "!" argument: [(identifier) (field_expression) (call_expression) (subscript_expression)] @left)
  operator: ["<=" ">="] @operator
  right: (_) @right) @match)

((binary_expression
  left: (unary_expression operator: "!" argument: [(identifier) (field_expression) (call_expression) (subscript_expression)] @left)
  operator: "&" @operator
  right: [(number_literal) (identifier)] @right) @match
  (#match? @right "^([0-9]|[A-Z][A-Z0-9_]+$)"))
