(field_definition property: (_) @name) @definition.property
(formal_parameters (identifier) @local)
