(class_declaration name: (type_identifier) @name) @definition.class
(protocol_declaration name: (type_identifier) @name) @definition.interface
(function_declaration name: (simple_identifier) @name) @definition.function
(class_body (property_declaration name: (pattern (simple_identifier) @name)) @definition.property)
(source_file (property_declaration name: (pattern (simple_identifier) @name)) @definition.variable)
(enum_entry name: (simple_identifier) @name) @definition.enum-member
(typealias_declaration name: (type_identifier) @name) @definition.type

(function_declaration) @scope.function
(lambda_literal) @scope
(parameter name: (simple_identifier) @local)
(property_declaration name: (pattern (simple_identifier) @local))
[(simple_identifier) (type_identifier)] @reference
(navigation_suffix suffix: (simple_identifier) @member)
