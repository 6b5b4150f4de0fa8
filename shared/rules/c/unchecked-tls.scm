((call_expression
  function: (identifier) @_function
  arguments: (argument_list . (_) . (identifier) @option . [(number_literal) (false)] @_value .)) @match
  (#eq? @_function "curl_easy_setopt")
  (#any-of? @option "CURLOPT_SSL_VERIFYPEER" "CURLOPT_SSL_VERIFYHOST" "CURLOPT_PROXY_SSL_VERIFYPEER")
  (#match? @_value "^(0[lL]?|false|FALSE)$")
  (#set! id "c/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "Without `{option}` anybody in between can pose as the server and read along. Leave it on, and give curl the certificate with `CURLOPT_CAINFO` where it is your own."))
