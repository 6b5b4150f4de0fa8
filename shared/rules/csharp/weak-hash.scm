((invocation_expression function: (member_access_expression expression: (_) @type name: (identifier) @_create)) @match
  (#match? @type "^([\\w.]*\\.)?(MD5|SHA1)$")
  (#any-of? @_create "Create" "HashData")
  (#set! id "cs/weak-hash")
  (#set! severity "info")
  (#set! category "security")
  (#set! confidence "low")
  (#set! cwe 328)
  (#set! message "{type} is broken: two texts with one hash can be made. For passwords use `Rfc2898DeriveBytes.Pbkdf2`, elsewhere SHA256; as a mere checksum it may stay."))

((object_creation_expression type: (_) @type) @match
  (#match? @type "^([\\w.]*\\.)?(MD5CryptoServiceProvider|SHA1Managed|SHA1CryptoServiceProvider)$"))
