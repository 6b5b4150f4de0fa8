((return_statement (call_expression
  function: (qualified_identifier) @_move
  arguments: (argument_list . (identifier) @name .)) @report) @match
  (#eq? @_move "std::move")
  (#set! id "cpp/pessimizing-move")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "`{name}` is moved out by itself; `std::move` keeps the compiler from making it in place. Return `{name}`.")
  (#set! fix "Return it plainly")
  (#set! fix.replace.report "{name}")
  (#set! fix.safe "yes"))
