((method_declaration name: (identifier) @report body: (block) @_body) @match
  (#eq? @report "checkServerTrusted")
  (#match? @_body "^\\{\\s*((//[^\\n]*|return;)\\s*)*\\}$")
  (#set! id "java/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "The certificate of the other side is not checked: anybody in between can read and change everything. Put your own authority into a KeyStore instead."))

((method_invocation
  name: (identifier) @_name
  arguments: (argument_list (lambda_expression body: (true)) @report)) @match
  (#any-of? @_name "setHostnameVerifier" "setDefaultHostnameVerifier" "hostnameVerifier" "setSSLHostnameVerifier")
  (#set! message "Any certificate for any name is taken: anybody in between can read and change everything. Leave the verifier as it is."))

((field_access object: (identifier) @_type field: (identifier) @_field) @match
  (#any-of? @_type "NoopHostnameVerifier" "SSLConnectionSocketFactory" "SSLSocketFactory")
  (#any-of? @_field "INSTANCE" "ALLOW_ALL_HOSTNAME_VERIFIER")
  (#match? @match "Noop|ALLOW_ALL")
  (#set! message "Any certificate for any name is taken: anybody in between can read and change everything. Leave the verifier as it is."))
