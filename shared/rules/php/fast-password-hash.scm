((function_call_expression
  function: (name) @function
  arguments: (arguments . (argument [(variable_name) (subscript_expression) (member_access_expression) (binary_expression)] @value))) @match
  (#any-of? @function "md5" "sha1" "crc32")
  (#match? @value "[pP]assw(or)?d|[pP]asswort|\\bpwd\\b|\\$pass\\b")
  (#not-match? @value "[hH]ash|[tT]oken|[pP]ath")
  (#set! id "php/fast-password-hash")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 916)
  (#set! message "`{function}` is so fast that billions of passwords can be tried each second. Use `password_hash` and `password_verify`."))
