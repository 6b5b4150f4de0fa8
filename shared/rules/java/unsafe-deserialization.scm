((object_creation_expression
  type: (type_identifier) @_type
  arguments: (argument_list . (_) @source .)) @match
  (#eq? @_type "ObjectInputStream")
  (#match? @source "(request|req|socket|client|conn\\w*|exchange)\\.(getInputStream|getRequestBody)\\(|[dD]ecoder\\(\\)\\.decode|decodeBase64|getCookie|getParameter")
  (#set! id "java/unsafe-deserialization")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 502)
  (#set! message "Java makes whatever objects the sender asks for, and there are well-known ones that run commands while they are read. Send JSON, or set an `ObjectInputFilter` that allows your classes only."))
