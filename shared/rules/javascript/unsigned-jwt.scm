((pair
  key: (property_identifier) @_key
  value: [(array (string) @_none) (string) @_none]) @match
  (#match? @_key "^algorithms?$")
  (#match? @_none "^.[nN][oO][nN][eE].$")
  (#set! id "js/unsigned-jwt")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 347)
  (#set! message "The algorithm \"none\" accepts a token that anybody wrote. List the one algorithm that you sign with."))
