((assignment_expression
  left: [(identifier) (member_access_expression)] @left
  operator: "="
  right: [(identifier) (member_access_expression)] @_right) @match
  (#eq? @left @_right)
  (#not-match? @left "\\(")
  (#set! id "cs/self-assign")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{left}` is assigned to itself, which does nothing: `this.` is missing on one side, or another name was meant.")
  (#set! not-inside "initializer_expression|with_expression|anonymous_object_creation_expression"))
