((return_statement (pointer_expression operator: "&" argument: (identifier) @name) @report) @match
  (#set! id "c/return-local")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 562)
  (#set! message "`{name}` lives in this function only: the caller gets an address that is free for the next call. Let the caller pass the room, or allocate it."))

((return_statement (identifier) @name) @match
  (#set! inside "function_definition"))
