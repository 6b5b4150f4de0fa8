((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (interpreted_string_literal) @_shell . (interpreted_string_literal) @_flag . (_) @command)) @match
  (#eq? @_name "Command")
  (#match? @_shell "^\"(/usr)?(/bin/)?(ba|da|z|k)?sh\"$|^\"cmd(\\.exe)?\"$|^\"powershell")
  (#match? @_flag "^\"(-l?i?c|/[cC]|-Command)\"$")
  (#set! id "go/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "`{command}` is put together at run time and handed to a shell: whoever controls a part of it runs commands. Call the program itself, with its arguments apart.")
  (#set! resolve.function "os/exec.Command")
  (#set! dynamic.command ""))

((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (_) . (interpreted_string_literal) @_shell . (interpreted_string_literal) @_flag . (_) @command)) @match
  (#eq? @_name "CommandContext")
  (#match? @_shell "^\"(/usr)?(/bin/)?(ba|da|z|k)?sh\"$|^\"cmd(\\.exe)?\"$|^\"powershell")
  (#match? @_flag "^\"(-l?i?c|/[cC]|-Command)\"$")
  (#set! resolve.function "os/exec.CommandContext")
  (#set! dynamic.command ""))
