((let_declaration
  pattern: "_"
  value: (call_expression
    function: (field_expression
      value: (call_expression function: (field_expression field: (field_identifier) @_lock) arguments: (arguments) @_none)
      field: (field_identifier) @_unwrap))) @match
  (#eq? @_lock "lock")
  (#any-of? @_unwrap "unwrap" "expect")
  (#eq? @_none "()")
  (#set! id "rs/dropped-lock")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 667)
  (#set! message "`_` keeps nothing: the lock is released before the next line. Name it, `let _guard = …`, and it is held to the end of the block."))

((let_declaration
  pattern: "_"
  value: (await_expression (call_expression function: (field_expression field: (field_identifier) @_lock) arguments: (arguments) @_none))) @match
  (#eq? @_lock "lock")
  (#eq? @_none "()"))
