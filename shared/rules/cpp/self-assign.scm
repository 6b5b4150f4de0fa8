((expression_statement (assignment_expression left: (identifier) @left operator: "=" right: (identifier) @_right)) @match
  (#eq? @left @_right)
  (#set! id "cpp/self-assign")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{left}` is assigned to itself, which does nothing. Where a member has the name of a parameter, write `this->{left} = {left}`."))
