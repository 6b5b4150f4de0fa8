((member_access_expression
  expression: (invocation_expression function: [(identifier) @called (member_access_expression name: (identifier) @called)])
  name: (identifier) @report) @match
  (#eq? @report "Result")
  (#match? @called "Async$")
  (#set! id "cs/blocking-async")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 833)
  (#set! message "`.{report}` keeps a thread waiting for a task that may need that very thread: a deadlock in a UI, a starved pool on a server. `await` it."))

((invocation_expression
  function: (member_access_expression
    expression: (invocation_expression function: [(identifier) @called (member_access_expression name: (identifier) @called)])
    name: (identifier) @report)
  arguments: (argument_list) @_none) @match
  (#eq? @report "Wait")
  (#match? @called "Async$")
  (#eq? @_none "()"))

((invocation_expression
  function: (member_access_expression
    expression: (invocation_expression function: (member_access_expression
      expression: (invocation_expression function: [(identifier) @called (member_access_expression name: (identifier) @called)])
      name: (identifier) @_awaiter))
    name: (identifier) @report)) @match
  (#eq? @_awaiter "GetAwaiter")
  (#eq? @report "GetResult")
  (#match? @called "Async$"))
