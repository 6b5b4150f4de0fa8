((declaration_command . ["local" "export" "readonly" "declare" "typeset"] @kind (variable_assignment name: (variable_name) @name value: [(command_substitution) (string . (command_substitution) .)]) .) @match
  (#set! id "sh/masked-status")
  (#set! severity "info")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "`{kind}` always succeeds and so hides whether the command failed, from `set -e` too. Declare `{name}` first, then assign."))
