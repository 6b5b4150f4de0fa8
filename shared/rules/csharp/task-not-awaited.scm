((expression_statement
  (invocation_expression function: [(identifier) @called (member_access_expression name: (identifier) @called)])) @match
  (#match? @called "[a-z]Async$")
  (#set! id "cs/task-not-awaited")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "Nobody waits for `{called}`, and nobody learns when it fails. `await` it, or write `_ =` to say that it runs on its own.")
  (#set! fix "Await it")
  (#set! fix.before.match "await "))
