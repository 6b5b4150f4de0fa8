((command name: (command_name) @_name argument: (word) @report) @match
  (#eq? @_name "curl")
  (#match? @report "^(-[a-zA-Z]*k[a-zA-Z]*|--insecure)$")
  (#set! id "sh/unchecked-tls")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "The certificate of the other side is not checked: anybody in between can read and change everything. Name your own authority with `--cacert`."))

((command name: (command_name) @_name argument: (word) @report) @match
  (#eq? @_name "wget")
  (#eq? @report "--no-check-certificate")
  (#set! message "The certificate of the other side is not checked: anybody in between can read and change everything. Name your own authority with `--ca-certificate`."))
