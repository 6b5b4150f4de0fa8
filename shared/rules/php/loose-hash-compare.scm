((binary_expression
  left: (function_call_expression function: (name) @function)
  operator: ["==" "!="] @operator
  right: [(variable_name) (subscript_expression) (member_access_expression) (function_call_expression)]) @match
  (#any-of? @function "md5" "sha1" "hash" "hash_hmac" "crypt" "md5_file" "sha1_file")
  (#set! id "php/loose-hash-compare")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 697)
  (#set! message "`{operator}` takes `0e12…` and `0e34…` for the same number, so two different hashes can be equal. Use `hash_equals`."))

((binary_expression
  left: [(variable_name) (subscript_expression) (member_access_expression)]
  operator: ["==" "!="] @operator
  right: (function_call_expression function: (name) @function)) @match
  (#any-of? @function "md5" "sha1" "hash" "hash_hmac" "crypt" "md5_file" "sha1_file"))
