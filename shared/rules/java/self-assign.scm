((assignment_expression
  left: [(identifier) (field_access)] @left
  operator: "="
  right: [(identifier) (field_access)] @_right) @match
  (#eq? @left @_right)
  (#not-match? @left "\\(")
  (#set! id "java/self-assign")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{left}` is assigned to itself, which does nothing: `this.` is missing on one side, or another name was meant."))
