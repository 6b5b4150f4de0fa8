((pipeline
  (command name: (command_name) @tool)
  . (command name: (command_name) @_shell) @report .) @match
  (#any-of? @tool "curl" "wget")
  (#match? @report "^(sudo\\s+(-\\w+\\s+)*)?(/usr)?(/bin/)?(env\\s+)?(ba|da|z|k)?sh(\\s|$)")
  (#set! id "sh/downloaded-script")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 494)
  (#set! message "Whatever the server sends is run, also half a script when the line breaks. Download it to a file, check its checksum, then run it."))

((command name: (command_name) @_shell argument: [
  (process_substitution (command name: (command_name) @_tool))
  (string . (command_substitution (command name: (command_name) @_tool)) .)
]) @match
  (#match? @_shell "^((/usr)?/bin/)?(ba|da|z|k)?sh$|^source$|^\\.$|^eval$")
  (#any-of? @_tool "curl" "wget"))
