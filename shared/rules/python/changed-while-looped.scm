((for_statement
  right: (identifier) @list
  body: (block (expression_statement
    (call function: (attribute object: (identifier) @_changed attribute: (identifier) @_method)) @report) @_statement)) @match
  (#eq? @list @_changed)
  (#not-eq? @list "self")
  (#any-of? @_method "remove" "pop" "insert" "discard")
  (#set! id "py/changed-while-looped")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "The loop goes on over `{list}` while this changes it, and skips an item each time (a dict or set raises). Loop over a copy, or build a new one."))

((for_statement
  right: (identifier) @list
  body: (block (if_statement consequence: (block (expression_statement
    (call function: (attribute object: (identifier) @_changed attribute: (identifier) @_method)) @report) @_statement)))) @match
  (#eq? @list @_changed)
  (#not-eq? @list "self")
  (#any-of? @_method "remove" "pop" "insert" "discard"))
