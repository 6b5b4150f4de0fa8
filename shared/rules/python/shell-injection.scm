((call
  function: (_) @function
  arguments: (argument_list
    . (_) @command
    (keyword_argument
      name: (identifier) @_shell
      value: (true) @value) @report)) @match
  (#eq? @_shell "shell")
  (#set! id "py/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "`{command}` is put together at run time and handed to a shell: whoever controls a part of it runs commands. Pass a list of arguments, without `shell=True`.")
  (#set! resolve.function "subprocess.run|subprocess.call|subprocess.check_call|subprocess.check_output|subprocess.Popen")
  (#set! dynamic.command ""))

((call
  function: (_) @function
  arguments: (argument_list . (_) @command)) @match
  (#set! message "`{command}` is put together at run time and `{function}` hands it to a shell: whoever controls a part of it runs commands. Use `subprocess.run` with a list of arguments.")
  (#set! resolve.function "os.system|os.popen|subprocess.getoutput|subprocess.getstatusoutput")
  (#set! dynamic.command ""))
