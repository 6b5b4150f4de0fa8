((call_expression function: (scoped_identifier) @function) @match
  (#match? @function "(^|::)(md5::compute|Md5::(new|digest)|Sha1::(new|digest|from)|MessageDigest::(md5|sha1))$")
  (#set! id "rs/weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "low")
  (#set! cwe 328)
  (#set! message "`{function}` is broken: two texts with one hash can be made. For passwords use argon2, elsewhere SHA-256 or BLAKE3; where an old format demands it, say so beside it."))
