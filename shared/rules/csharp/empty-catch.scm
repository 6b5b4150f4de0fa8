((catch_clause body: (block) @_body) @match
  (#match? @_body "^\\{\\s*\\}$")
  (#not-match? @match "OperationCanceled|TaskCanceled|ObjectDisposed|ThreadAbort|\\b(ignore|expected|unused)")
  (#set! id "cs/empty-catch")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 390)
  (#set! message "The exception vanishes here without a trace. Handle it, log it, or say in a comment why it does not matter."))
