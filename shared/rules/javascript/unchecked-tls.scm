((pair
  key: [(property_identifier) (string)] @_key
  value: (false) @value) @match
  (#match? @_key "^[\"']?rejectUnauthorized[\"']?$")
  (#set! id "js/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "The certificate of the other side is not checked: anybody in between can read and change everything. Trust your own authority with `ca` instead."))

((assignment_expression
  left: (_) @_name
  right: [(string) (number)] @_value) @match
  (#match? @_name "NODE_TLS_REJECT_UNAUTHORIZED")
  (#match? @_value "^.?0.?$"))
