((function_call_expression
  function: (name) @_function
  arguments: (arguments . (argument) . (argument (name) @option) . (argument [(boolean) (integer)] @_value))) @match
  (#eq? @_function "curl_setopt")
  (#any-of? @option "CURLOPT_SSL_VERIFYPEER" "CURLOPT_SSL_VERIFYHOST")
  (#match? @_value "^([fF]alse|FALSE|0)$")
  (#set! id "php/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "Without this check anybody in between can pose as the server and read along. Leave it on, and name your own certificate with `CURLOPT_CAINFO` or `cafile`."))

((array_element_initializer . (_) @option . [(boolean) (integer)] @_value) @match
  (#match? @option "^(CURLOPT_SSL_VERIFYPEER|CURLOPT_SSL_VERIFYHOST|['\"]verify_peer(_name)?['\"])$")
  (#match? @_value "^([fF]alse|FALSE|0)$"))
