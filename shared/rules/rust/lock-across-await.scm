((let_declaration
  pattern: (identifier) @guard
  value: (call_expression
    function: (field_expression
      value: (call_expression function: (field_expression field: (field_identifier) @_lock) arguments: (arguments) @_none)
      field: (field_identifier) @_unwrap))) @match
  (#any-of? @_lock "lock" "read" "write")
  (#any-of? @_unwrap "unwrap" "expect" "unwrap_or_else")
  (#eq? @_none "()")
  (#set! id "rs/lock-across-await")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 667)
  (#set! message "`{guard}` keeps the lock while this function waits at an `.await`: whoever needs it then blocks a whole thread, and often for ever. End the lock in a block of its own before, or use an asynchronous mutex."))
