((invocation_expression
  function: (member_access_expression expression: (_) @_process name: (identifier) @_start)
  arguments: (argument_list . (argument (string_literal) @_shell) . (argument (_) @command))) @match
  (#match? @_process "(^|\\.)Process$")
  (#eq? @_start "Start")
  (#match? @_shell "^\"(/usr)?(/bin/)?(ba|da|z|k)?sh\"$|cmd(\\.exe)?\"$|powershell(\\.exe)?\"$")
  (#set! id "cs/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "`{command}` is put together at run time and handed to a shell: whoever controls a part of it runs commands. Start the program itself and fill `ArgumentList`.")
  (#set! dynamic.command ""))

((object_creation_expression
  type: (_) @_type
  arguments: (argument_list . (argument (string_literal) @_shell) . (argument (_) @command))) @match
  (#match? @_type "ProcessStartInfo$")
  (#match? @_shell "^\"(/usr)?(/bin/)?(ba|da|z|k)?sh\"$|cmd(\\.exe)?\"$|powershell(\\.exe)?\"$")
  (#set! dynamic.command ""))
