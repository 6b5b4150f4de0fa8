((call_expression
  function: (_) @function
  arguments: (arguments . (_) @algorithm)) @match
  (#set! id "js/weak-cipher")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 327)
  (#set! message "`{algorithm}` protects nothing today: DES, RC2 and RC4 are broken, and ECB shows which blocks are equal. Use aes-256-gcm with a fresh IV.")
  (#set! resolve.function "crypto.createCipheriv|crypto.createDecipheriv|crypto.createCipher|crypto.createDecipher")
  (#set! constant.algorithm "(?:^|-)(?:[dD][eE][sS]3?|[rR][cC][24]|[bB][fF])(?:$|-)|-[eE][cC][bB]$"))
