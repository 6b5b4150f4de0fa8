((function_call_expression
  function: [(name) (qualified_name)] @function
  arguments: (arguments . (argument [(encapsed_string) (binary_expression) (subscript_expression)] @command))) @match
  (#match? @function "^\\\\?(exec|shell_exec|system|passthru|popen|proc_open|pcntl_exec)$")
  (#set! id "php/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "{command} is put together at run time and `{function}` hands it to a shell: whoever controls a part of it runs commands. Put each part through `escapeshellarg`."))

((shell_command_expression [(variable_name) (subscript_expression) (member_access_expression)]) @match
  (#set! message "A value is pasted into a command, and backticks hand it to a shell: whoever controls the value runs commands. Use `exec` with `escapeshellarg`."))
