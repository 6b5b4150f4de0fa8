((call
  receiver: (scope_resolution) @_cipher
  method: (identifier) @_new
  arguments: (argument_list . (string (string_content) @name))) @match
  (#eq? @_cipher "OpenSSL::Cipher")
  (#eq? @_new "new")
  (#match? @name "^([dD][eE][sS]|[rR][cC][24]|[bB][fF])\\b|[-_][eE][cC][bB]$")
  (#set! id "rb/weak-cipher")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 327)
  (#set! message "`{name}` does not keep a secret: DES, RC4 and Blowfish are broken or too small, and ECB shows which blocks are equal. Use `aes-256-gcm`."))
