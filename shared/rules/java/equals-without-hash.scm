((class_declaration !superclass body: (class_body
  (method_declaration
    name: (identifier) @report
    parameters: (formal_parameters . (formal_parameter type: (type_identifier) @_type) .))) @body) @match
  (#eq? @report "equals")
  (#eq? @_type "Object")
  (#set! id "java/equals-without-hash")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 581)
  (#set! message "`equals` without `hashCode`: equal objects get different hashes, so that a HashMap or HashSet does not find them. Write both."))
