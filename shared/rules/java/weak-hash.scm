((method_invocation
  object: (identifier) @_digest name: (identifier) @_name
  arguments: (argument_list . (_) @algorithm)) @match
  (#eq? @_digest "MessageDigest")
  (#eq? @_name "getInstance")
  (#set! id "java/weak-hash")
  (#set! severity "info")
  (#set! category "security")
  (#set! confidence "low")
  (#set! cwe 328)
  (#set! message "{algorithm} is broken: two texts with one hash can be made. For passwords use argon2 or PBKDF2, elsewhere SHA-256; as a mere checksum it may stay.")
  (#set! constant.algorithm "^(MD2|MD4|MD5|SHA-?1|SHA)$"))
