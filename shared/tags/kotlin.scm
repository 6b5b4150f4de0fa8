(class_declaration name: (identifier) @name) @definition.class
(object_declaration name: (identifier) @name) @definition.class
(function_declaration name: (identifier) @name) @definition.function
(class_parameter (identifier) @name) @definition.property
(class_body (property_declaration (variable_declaration (identifier) @name)) @definition.property)
(source_file (property_declaration (variable_declaration (identifier) @name)) @definition.variable)
(enum_entry (identifier) @name) @definition.enum-member
(type_alias type: (identifier) @name) @definition.type

(function_declaration) @scope.function
[(lambda_literal) (block) (for_statement)] @scope
(parameter (identifier) @local)
(variable_declaration (identifier) @local)
(identifier) @reference
(navigation_expression (_) (identifier) @member)
