((call_expression
  function: (member_expression object: (identifier) @_object property: (property_identifier) @_method)
  arguments: (arguments (member_expression) @target .)) @match
  (#any-of? @_object "res" "response" "reply" "ctx")
  (#eq? @_method "redirect")
  (#match? @target "^(req|request|ctx)\\.(query|params|body)\\.")
  (#set! id "js/open-redirect")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 601)
  (#set! message "The request decides where the browser goes next: a link to you can lead to anybody's login page. Allow only paths of your own."))
