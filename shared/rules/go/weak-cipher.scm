((call_expression function: (selector_expression field: (field_identifier) @_name) @function) @match
  (#any-of? @_name "NewCipher" "NewTripleDESCipher")
  (#set! id "go/weak-cipher")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 327)
  (#set! message "DES and RC4 protect nothing today. Use `aes.NewCipher` with `cipher.NewGCM`, or chacha20poly1305.")
  (#set! resolve.function "crypto/des.NewCipher|crypto/des.NewTripleDESCipher|crypto/rc4.NewCipher"))

((keyed_element
  key: (literal_element (identifier) @_key)
  value: (literal_element (selector_expression) @version)) @match
  (#any-of? @_key "MinVersion" "MaxVersion")
  (#set! message "TLS before 1.2 is broken, and refused by browsers. Leave `MinVersion` out, or set `tls.VersionTLS12`.")
  (#set! resolve.version "crypto/tls.VersionSSL30|crypto/tls.VersionTLS10|crypto/tls.VersionTLS11"))
