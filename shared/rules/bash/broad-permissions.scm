((command name: (command_name) @_name argument: [(word) (number)] @report) @match
  (#eq? @_name "chmod")
  (#match? @report "^(0?0?[0-7][0-7][2367]|[ugo]*[ao][ugo]*\\+[rx]*w[rwxX]*|\\+rwx)$")
  (#set! id "sh/broad-permissions")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 732)
  (#set! message "With `{report}` every account of this machine may change it. Give it to a group, or 755 for programs and 644 for files."))
