((while_statement
  condition: (command name: (command_name) @_read)
  body: (do_group (command name: (command_name) @report) @_command)) @match
  (#eq? @_read "read")
  (#any-of? @report "ssh" "ffmpeg" "mplayer")
  (#not-match? @_command "\\s-\\w*n\\b|-nostdin|<")
  (#set! id "sh/ssh-in-read-loop")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{report}` reads the rest of the list as its own input, and the loop ends after one round. Give it `< /dev/null` (ssh: `-n`)."))
