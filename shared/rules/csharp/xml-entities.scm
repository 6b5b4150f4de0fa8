((assignment_expression
  left: [(identifier) @_property (member_access_expression name: (identifier) @_property)]
  right: (member_access_expression expression: (_) @_type name: (identifier) @_value)) @match
  (#any-of? @_property "DtdProcessing")
  (#match? @_type "DtdProcessing$")
  (#eq? @_value "Parse")
  (#set! id "cs/xml-entities")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 611)
  (#set! message "A DTD may name files and addresses of your own network, and grow to gigabytes. Leave it at `Prohibit` unless you wrote the document."))

((assignment_expression
  left: [(identifier) @_property (member_access_expression name: (identifier) @_property)]
  right: (object_creation_expression type: (_) @_type)) @match
  (#eq? @_property "XmlResolver")
  (#match? @_type "XmlUrlResolver$")
  (#set! message "With this resolver a document reads files and addresses that it names, also of your own network. Set it to null."))
