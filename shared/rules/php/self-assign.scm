((expression_statement (assignment_expression left: [(variable_name) (member_access_expression)] @left right: [(variable_name) (member_access_expression)] @_right)) @match
  (#eq? @left @_right)
  (#set! id "php/self-assign")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{left}` is assigned to itself, which does nothing: one side was meant to be something else."))
