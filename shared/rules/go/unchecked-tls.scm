((composite_literal
  type: (qualified_type) @type
  body: (literal_value
    (keyed_element
      key: (literal_element (identifier) @_key)
      value: (literal_element (true) @_value)) @report) @_body) @match
  (#eq? @_key "InsecureSkipVerify")
  (#not-match? @_body "VerifyPeerCertificate|VerifyConnection")
  (#set! id "go/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "The certificate of the other side is not checked: anybody in between can read and change everything. Trust your own authority with `RootCAs` instead.")
  (#set! resolve.type "crypto/tls.Config"))

((assignment_statement
  left: (expression_list (selector_expression field: (field_identifier) @_key))
  right: (expression_list . (true))) @match
  (#eq? @_key "InsecureSkipVerify"))
