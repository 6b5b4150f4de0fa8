((assignment left: (call method: (identifier) @_attribute) right: (scope_resolution name: (constant) @none)) @match
  (#eq? @_attribute "verify_mode")
  (#eq? @none "VERIFY_NONE")
  (#set! id "rb/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "Without a check of the certificate anybody in between can pose as the server and read along. Trust your own certificate with `ca_file` instead."))

((pair key: (_) @_key value: (scope_resolution name: (constant) @none)) @match
  (#match? @_key "verify_mode")
  (#eq? @none "VERIFY_NONE"))

((pair key: (_) @_ssl value: (hash (pair key: (_) @_key value: (false)))) @match
  (#match? @_ssl "^:?ssl(_options)?\\b")
  (#match? @_key "^:?verify\\b"))
