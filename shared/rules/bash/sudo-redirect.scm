((redirected_statement
  body: (command name: (command_name) @_sudo)
  redirect: (file_redirect [">" ">>"] destination: (_) @report)) @match
  (#eq? @_sudo "sudo")
  (#match? @report "^\"?/(etc|usr|root|sys|proc|boot|opt|lib|var/lib)(/|$)")
  (#set! id "sh/sudo-redirect")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Your own shell opens `{report}`, before sudo does anything, and may not. Write `… | sudo tee {report}`."))
