((command name: (command_name) @_name argument: (simple_expansion (special_variable_name) @_all) @report) @match
  (#not-match? @_name "^(echo|printf|set|eval)$")
  (#eq? @_all "@")
  (#set! id "sh/unquoted-arguments")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Without quotes every argument falls apart at its spaces. Write `\"$@\"`, which keeps each as it came.")
  (#set! fix "Quote it")
  (#set! fix.safe "yes")
  (#set! fix.before.report "\"")
  (#set! fix.after.report "\""))

((for_statement value: (simple_expansion (special_variable_name) @_all) @report) @match
  (#any-of? @_all "@" "*")
  (#set! fix "Write \"$@\"")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "\"$@\""))
