((invocation_expression function: (member_access_expression expression: (_) @type name: (identifier) @_create)) @match
  (#match? @type "^([\\w.]*\\.)?(DES|TripleDES|RC2)$")
  (#eq? @_create "Create")
  (#set! id "cs/weak-cipher")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 327)
  (#set! message "{type} protects nothing today. Use `AesGcm`."))

((object_creation_expression type: (_) @type) @match
  (#match? @type "^([\\w.]*\\.)?(DES|TripleDES|RC2)CryptoServiceProvider$"))

((assignment_expression right: (member_access_expression expression: (_) @_mode name: (identifier) @_ecb) @report) @match
  (#match? @_mode "CipherMode$")
  (#eq? @_ecb "ECB")
  (#set! message "ECB shows which blocks of the text are equal. Use `AesGcm`."))
