((assignment_expression
  left: [(identifier) @_property (member_access_expression name: (identifier) @_property)]
  right: [(lambda_expression body: (boolean_literal) @_true) (anonymous_method_expression (block . (return_statement (boolean_literal) @_true)))] @report) @match
  (#any-of? @_property "ServerCertificateCustomValidationCallback" "ServerCertificateValidationCallback" "RemoteCertificateValidationCallback")
  (#eq? @_true "true")
  (#set! id "cs/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "The certificate of the other side is not checked: anybody in between can read and change everything. Trust your own authority instead."))

((member_access_expression name: (identifier) @_name) @match
  (#eq? @_name "DangerousAcceptAnyServerCertificateValidator"))
