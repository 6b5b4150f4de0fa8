((method_invocation
  object: (identifier) @_cipher name: (identifier) @_name
  arguments: (argument_list . (_) @algorithm)) @match
  (#eq? @_cipher "Cipher")
  (#eq? @_name "getInstance")
  (#set! id "java/weak-cipher")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 327)
  (#set! message "{algorithm} protects nothing today: DES, RC2 and RC4 are broken, and ECB, which `AES` alone means, shows which blocks are equal. Use `AES/GCM/NoPadding` with a fresh nonce.")
  (#set! constant.algorithm "^(DES|DESede|RC2|RC4|ARCFOUR|Blowfish)(/|$)|^AES$|^AES/ECB/"))
