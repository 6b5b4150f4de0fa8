((call_expression
  function: (member_expression property: (property_identifier) @_method)
  arguments: (arguments (_) . (string) @report)) @match
  (#eq? @_method "postMessage")
  (#match? @report "^.\\*.$")
  (#set! id "js/post-message-anywhere")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 346)
  (#set! message "With \"*\" any page that sits in that frame reads the message. Name the origin that is meant."))
