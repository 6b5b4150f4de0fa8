((call_expression function: (selector_expression field: (field_identifier) @_name) @function) @match
  (#any-of? @_name "New" "Sum")
  (#set! id "go/weak-hash")
  (#set! severity "info")
  (#set! category "security")
  (#set! confidence "low")
  (#set! cwe 328)
  (#set! message "`{function}` is broken: two texts with one hash can be made. For passwords use bcrypt or argon2, elsewhere SHA-256; as a mere checksum it may stay.")
  (#set! resolve.function "crypto/md5.New|crypto/md5.Sum|crypto/sha1.New|crypto/sha1.Sum"))
