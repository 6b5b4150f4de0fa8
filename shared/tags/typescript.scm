(abstract_class_declaration name: (_) @name) @definition.class
(interface_declaration name: (_) @name) @definition.interface
(type_alias_declaration name: (_) @name) @definition.type
(enum_declaration name: (_) @name) @definition.enum
(enum_body name: (property_identifier) @name @definition.enum-member)
(enum_assignment name: (property_identifier) @name) @definition.enum-member
(internal_module name: (_) @name) @definition.module
(module name: (_) @name) @definition.module
(public_field_definition name: (_) @name) @definition.property
(property_signature name: (_) @name) @definition.property
(method_signature name: (_) @name) @definition.method
(abstract_method_signature name: (_) @name) @definition.method
(function_signature name: (_) @name) @definition.function

[(type_alias_declaration) (interface_declaration) (class_declaration) (abstract_class_declaration) (function_signature) (function_type) (method_signature)] @scope
(type_parameter name: (type_identifier) @local)
(required_parameter pattern: (identifier) @local)
(optional_parameter pattern: (identifier) @local)
(mapped_type_clause name: (type_identifier) @local)

(type_identifier) @reference
