((object_creation_expression
  type: (type_identifier) @_type
  arguments: (argument_list . (string_literal) @_shell . (string_literal) @_flag . (_) @command)) @match
  (#eq? @_type "ProcessBuilder")
  (#match? @_shell "^\"(/usr)?(/bin/)?(ba|da|z|k)?sh\"$|^\"cmd(\\.exe)?\"$|^\"powershell")
  (#match? @_flag "^\"(-l?i?c|/[cC]|-Command)\"$")
  (#set! id "java/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "`{command}` is put together at run time and handed to a shell: whoever controls a part of it runs commands. Start the program itself, with its arguments apart.")
  (#set! dynamic.command ""))

((array_initializer . (string_literal) @_shell . (string_literal) @_flag . (_) @command .) @match
  (#match? @_shell "^\"(/usr)?(/bin/)?(ba|da|z|k)?sh\"$|^\"cmd(\\.exe)?\"$|^\"powershell")
  (#match? @_flag "^\"(-l?i?c|/[cC]|-Command)\"$")
  (#set! dynamic.command ""))

((method_invocation
  object: (method_invocation name: (identifier) @_runtime)
  name: (identifier) @_exec
  arguments: (argument_list . (binary_expression) @command)) @match
  (#eq? @_runtime "getRuntime")
  (#eq? @_exec "exec")
  (#set! message "`exec` cuts `{command}` at its spaces: a part from outside adds arguments of its own. Use `ProcessBuilder` with each argument apart.")
  (#set! dynamic.command ""))
