((assignment_expression left: (identifier) @left right: (identifier) @_right) @match
  (#eq? @left @_right)
  (#set! id "js/self-assign")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{left}` is assigned to itself, which does nothing: one side was meant to be something else."))

((assignment_expression
  left: (member_expression object: (this)) @left
  right: (member_expression object: (this)) @_right) @match
  (#eq? @left @_right))
