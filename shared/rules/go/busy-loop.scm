((for_statement . body: (block (statement_list . (select_statement (default_case) @_default) .))) @match
  (#match? @_default "^default:\\s*(continue\\s*)?$")
  (#set! id "go/busy-loop")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "With an empty `default` this loop never waits and keeps one core busy. Drop the `default`: `select` then sleeps until a channel is ready."))

((for_statement . body: (block) @_body) @match
  (#match? @_body "^\\{\\s*\\}$")
  (#set! message "An empty loop keeps one core busy for ever. To wait without end, write `select {}`."))
