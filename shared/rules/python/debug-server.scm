((call
  function: (attribute object: (identifier) @_app attribute: (identifier) @_run)
  arguments: (argument_list (keyword_argument name: (identifier) @_debug value: (true)) @report)) @match
  (#match? @_app "^(app|application|server)$")
  (#eq? @_run "run")
  (#eq? @_debug "debug")
  (#set! id "py/debug-server")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 489)
  (#set! message "Flask's debugger lets whoever sees an error page run Python on this machine. Read the switch from the environment."))
