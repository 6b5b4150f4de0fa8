((assignment_expression
  left: (_) @pointer
  operator: "="
  right: [
    (call_expression function: (identifier) @_realloc arguments: (argument_list . (_) @_first))
    (cast_expression value: (call_expression function: (identifier) @_realloc arguments: (argument_list . (_) @_first)))
  ]) @match
  (#any-of? @_realloc "realloc" "reallocarray")
  (#eq? @pointer @_first)
  (#set! id "c/realloc-lost")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! cwe 401)
  (#set! message "When there is no memory, `realloc` gives NULL and the old block stays: `{pointer}` is overwritten, and the block is lost. Put the result in a name of its own and check it first."))
