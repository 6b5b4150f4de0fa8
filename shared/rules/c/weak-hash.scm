((call_expression function: (identifier) @function) @match
  (#match? @function "^(MD[245]|SHA1|MD5_Init|SHA1_Init|EVP_md[245]|EVP_sha1|CC_MD5|CC_SHA1|mbedtls_md5|mbedtls_sha1)$")
  (#set! inside "function_definition")
  (#set! id "c/weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "low")
  (#set! cwe 328)
  (#set! message "`{function}` is broken: two texts with one hash can be made. For passwords use argon2 or scrypt, elsewhere SHA-256; where an old format demands it, say so beside it."))
