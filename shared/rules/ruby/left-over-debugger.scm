((call receiver: (identifier) @_binding method: (identifier) @_pry) @match
  (#eq? @_binding "binding")
  (#any-of? @_pry "pry" "irb" "b" "break" "remote_pry")
  (#set! id "rb/left-over-debugger")
  (#set! severity "warning")
  (#set! category "smell")
  (#set! confidence "high")
  (#set! cwe 489)
  (#set! message "The program stops here and waits for somebody at a terminal; on a server it waits for ever. Take it out."))

((body_statement (identifier) @report) @match
  (#eq? @report "byebug"))
