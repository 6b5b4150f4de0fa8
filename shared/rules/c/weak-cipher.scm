((call_expression function: (identifier) @function) @match
  (#match? @function "^(EVP_(des|desx|rc4|rc2|bf|aes_[0-9]+_ecb|camellia_[0-9]+_ecb)|EVP_(des|aes|bf)_.*ecb|DES_(ecb|cbc|ncbc|set_key)|RC4(_set_key)?$|RC2_|mbedtls_(des|arc4)_)")
  (#set! id "c/weak-cipher")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 327)
  (#set! message "`{function}` does not keep a secret: DES, RC2 and RC4 are broken, and ECB shows which blocks are equal. Use AES-GCM or ChaCha20-Poly1305."))
