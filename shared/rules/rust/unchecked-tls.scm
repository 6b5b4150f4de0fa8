((call_expression
  function: (field_expression field: (field_identifier) @method)
  arguments: (arguments . (boolean_literal) @_value .)) @match
  (#any-of? @method "danger_accept_invalid_certs" "danger_accept_invalid_hostnames" "tls_danger_accept_invalid_certs" "tls_danger_accept_invalid_hostnames")
  (#eq? @_value "true")
  (#set! id "rs/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "With `{method}` anybody in between can pose as the server and read along. Trust your own certificate with `add_root_certificate` instead."))

((call_expression
  function: (field_expression field: (field_identifier) @method)
  arguments: (arguments . (scoped_identifier) @_mode .)) @match
  (#eq? @method "set_verify")
  (#match? @_mode "SslVerifyMode::NONE$"))
