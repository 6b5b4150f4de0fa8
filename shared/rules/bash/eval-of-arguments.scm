((command
  name: (command_name) @_eval
  argument: [
    (simple_expansion [(variable_name) (special_variable_name)] @_variable) @report
    (string (simple_expansion [(variable_name) (special_variable_name)] @_variable) @report)
  ]) @match
  (#eq? @_eval "eval")
  (#not-match? @match "^eval\\s+\"?\\$\\w+=")
  (#match? @_variable "^([1-9@*]|REPLY|QUERY_STRING|SSH_ORIGINAL_COMMAND)$")
  (#set! id "sh/eval-of-arguments")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 95)
  (#set! message "`eval` runs what the caller passed: a `;` or `$(…)` in it is a command. Run `\"$@\"` as it is, or look a variable up by its name with `${!name}`."))
