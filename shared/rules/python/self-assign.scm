((expression_statement (assignment left: (identifier) @left right: (identifier) @_right)) @match
  (#eq? @left @_right)
  (#set! id "py/self-assign")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{left}` is assigned to itself, which does nothing: one side was meant to be something else.")
  (#set! within "function_definition"))

((expression_statement (assignment left: (attribute) @left right: (attribute) @_right)) @match
  (#eq? @left @_right)
  (#match? @left "^self\\."))
