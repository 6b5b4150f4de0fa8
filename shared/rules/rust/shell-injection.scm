((call_expression
  function: (field_expression
    value: (call_expression
      function: (field_expression
        value: (call_expression function: (scoped_identifier) @_new arguments: (arguments . (string_literal) @_shell .))
        field: (field_identifier) @_first)
      arguments: (arguments . (string_literal) @_flag .))
    field: (field_identifier) @_second)
  arguments: (arguments . [
    (macro_invocation macro: (identifier) @_format)
    (reference_expression value: (macro_invocation macro: (identifier) @_format))
  ] @command .)) @match
  (#match? @_new "Command::new$")
  (#match? @_shell "^\"(/(usr/)?bin/)?(sh|bash|zsh|dash|ksh|cmd|cmd\\.exe|powershell|pwsh)\"$")
  (#match? @_flag "^\"(-[a-z]*c|/[cCkK]|-[cC]ommand)\"$")
  (#eq? @_first "arg")
  (#eq? @_second "arg")
  (#eq? @_format "format")
  (#set! id "rs/shell-injection")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 78)
  (#set! message "`{command}` is put together at run time and read by a shell: whoever controls a part of it runs commands. Start the program itself, with one `.arg(…)` for each argument."))

((call_expression
  function: (field_expression
    value: (call_expression function: (scoped_identifier) @_new arguments: (arguments . (string_literal) @_shell .))
    field: (field_identifier) @_args)
  arguments: (arguments . (array_expression . (string_literal) @_flag . (reference_expression value: (macro_invocation macro: (identifier) @_format)) @command .) .)) @match
  (#match? @_new "Command::new$")
  (#match? @_shell "^\"(/(usr/)?bin/)?(sh|bash|zsh|dash|ksh|cmd|cmd\\.exe|powershell|pwsh)\"$")
  (#match? @_flag "^\"(-[a-z]*c|/[cCkK]|-[cC]ommand)\"$")
  (#eq? @_args "args")
  (#eq? @_format "format"))
