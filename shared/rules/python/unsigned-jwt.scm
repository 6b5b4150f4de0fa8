((call
  function: (_) @function
  arguments: (argument_list (keyword_argument name: (identifier) @_verify value: (false)) @report)) @match
  (#eq? @_verify "verify")
  (#set! id "py/unsigned-jwt")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 347)
  (#set! message "The signature of this token is not checked: anybody can write one. Pass the key and the algorithms.")
  (#set! resolve.function "jwt.decode"))

((call
  function: (_) @function
  arguments: (argument_list (keyword_argument value: (dictionary (pair key: (string) @_key value: (false))) @report))) @match
  (#match? @_key "verify_signature")
  (#set! resolve.function "jwt.decode"))
