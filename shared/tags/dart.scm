(class_definition name: (identifier) @name) @definition.class
(mixin_declaration (identifier) @name) @definition.class
(extension_declaration name: (identifier) @name) @definition.class
(enum_declaration name: (identifier) @name) @definition.enum
(enum_constant name: (identifier) @name) @definition.enum-member
(method_signature (function_signature name: (identifier) @name)) @definition.method
(function_signature name: (identifier) @name) @definition.function
(declaration (initialized_identifier_list (initialized_identifier (identifier) @name))) @definition.property

[(function_body) (block) (for_statement) (function_expression)] @scope
(initialized_variable_definition name: (identifier) @local)
[(identifier) (type_identifier)] @reference
(unconditional_assignable_selector (identifier) @member)
