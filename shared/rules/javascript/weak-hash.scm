((call_expression
  function: (_) @function
  arguments: (arguments . (_) @algorithm)) @match
  (#set! id "js/weak-hash")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "low")
  (#set! cwe 328)
  (#set! message "{algorithm} is broken: two texts with one hash can be made. For passwords use argon2 or scrypt, elsewhere SHA-256.")
  (#set! resolve.function "crypto.createHash|crypto.createHmac")
  (#set! constant.algorithm "^([mM][dD][245]|[sS][hH][aA]-?1)$"))
