((call function: (_) @function arguments: (argument_list) @arguments) @match
  (#not-match? @arguments "usedforsecurity\\s*=\\s*False")
  (#set! id "py/weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "low")
  (#set! cwe 328)
  (#set! message "`{function}` is broken: two texts with one hash can be made. For passwords use argon2 or scrypt, elsewhere SHA-256; where it guards nothing, say `usedforsecurity=False`.")
  (#set! resolve.function "hashlib.md5|hashlib.sha1|Crypto.Hash.MD5.new|Crypto.Hash.SHA1.new"))
