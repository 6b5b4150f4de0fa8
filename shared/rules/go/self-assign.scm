((assignment_statement
  left: (expression_list . [(identifier) (selector_expression) (index_expression)] @left .)
  operator: "="
  right: (expression_list . (_) @_right .)) @match
  (#eq? @left @_right)
  (#not-match? @left "^_$|\\(")
  (#set! id "go/self-assign")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{left}` is assigned to itself, which does nothing: one side was meant to be something else."))
