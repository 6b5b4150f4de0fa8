((foreach_statement (by_ref (variable_name) @name) body: (_)) @match
  (#set! id "php/dangling-reference")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "After the loop `{name}` still is the last element, and what is assigned to it below overwrites that. Add `unset({name});` behind the loop."))

((foreach_statement (pair (by_ref (variable_name) @name)) body: (_)) @match)
