((expression_statement (invocation_expression
  function: (member_access_expression expression: (_) @_thread name: (identifier) @_sleep)
  arguments: (argument_list) @arguments) @call) @match
  (#match? @_thread "(^|\\.)Thread$")
  (#eq? @_sleep "Sleep")
  (#set! id "cs/sleep-in-async")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "An async method gives its thread back while it waits; `Thread.Sleep` keeps it. Await `Task.Delay`.")
  (#set! fix "Await a delay")
  (#set! fix.safe "yes")
  (#set! fix.replace.call "await Task.Delay{arguments}"))
