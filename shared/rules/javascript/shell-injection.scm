((call_expression
  function: (_) @function
  arguments: (arguments . (_) @command)) @match
  (#set! id "js/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "`{command}` is put together at run time and `{function}` hands it to a shell: whoever controls a part of it runs commands. Use `execFile` or `spawn` with a list of arguments.")
  (#set! resolve.function "child_process.exec|child_process.execSync")
  (#set! dynamic.command ""))

((call_expression
  function: (_) @function
  arguments: (arguments
    . (_) @command
    (object (pair key: (_) @_key value: (true))))) @match
  (#eq? @_key "shell")
  (#set! resolve.function "child_process.spawn|child_process.spawnSync|child_process.execFile|child_process.execFileSync")
  (#set! dynamic.command ""))
