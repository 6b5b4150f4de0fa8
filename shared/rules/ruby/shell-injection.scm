((call
  !receiver
  method: (identifier) @function
  arguments: (argument_list . (string (interpolation) @value) @command)) @match
  (#any-of? @function "system" "exec" "spawn")
  (#set! id "rb/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "{command} is put together at run time and `{function}` hands it to a shell: whoever controls a part of it runs commands. Pass each argument by itself, `{function}(\"git\", \"log\", branch)`, or quote it with `Shellwords.escape`."))

((call
  receiver: (constant) @_module
  method: (identifier) @function
  arguments: (argument_list . (string (interpolation) @value) @command)) @match
  (#match? @_module "^(Kernel|Open3|IO|Process)$")
  (#any-of? @function "system" "exec" "spawn" "popen" "popen2" "popen2e" "popen3" "capture2" "capture2e" "capture3" "pipeline"))

((subshell (interpolation) @value) @match
  (#set! message "A value is pasted into a command, and backticks hand it to a shell: whoever controls the value runs commands. Use `Open3.capture2` with one argument for each, or quote it with `Shellwords.escape`."))
