((object_creation_expression type: (_) @report) @match
  (#match? @report "(^|\\.)(BinaryFormatter|NetDataContractSerializer|SoapFormatter|LosFormatter|ObjectStateFormatter)$")
  (#set! id "cs/unsafe-deserialization")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 502)
  (#set! message "`{report}` makes whatever objects the data asks for, and there are well-known ones that run commands while they are read. Use System.Text.Json."))

((assignment_expression
  left: [(identifier) @_property (member_access_expression name: (identifier) @_property)]
  right: (member_access_expression expression: (_) @_type name: (identifier) @_value) @report) @match
  (#eq? @_property "TypeNameHandling")
  (#match? @_type "TypeNameHandling$")
  (#any-of? @_value "All" "Auto" "Objects" "Arrays")
  (#set! message "With `{report}` the data says which classes are made, and there are well-known ones that run commands. Leave it at `None`, or set a `SerializationBinder`."))
