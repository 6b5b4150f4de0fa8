((call_expression function: (selector_expression field: (field_identifier) @_name) @function) @match
  (#eq? @_name "InsecureIgnoreHostKey")
  (#set! id "go/ssh-host-key")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 322)
  (#set! message "Any server that answers is believed to be yours, also one in between. Check the key with `ssh.FixedHostKey` or `knownhosts.New`.")
  (#set! resolve.function "golang.org/x/crypto/ssh.InsecureIgnoreHostKey"))
