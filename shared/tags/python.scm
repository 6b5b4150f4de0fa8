(class_definition name: (identifier) @name) @definition.class
(function_definition name: (identifier) @name) @definition.function
(module (expression_statement (assignment left: (identifier) @name) @definition.variable))
(class_definition body: (block (expression_statement (assignment left: (identifier) @name) @definition.property)))

[(function_definition) (lambda)] @scope.function
[(list_comprehension) (set_comprehension) (dictionary_comprehension) (generator_expression)] @scope

(parameters (identifier) @local)
(lambda_parameters (identifier) @local)
(default_parameter name: (identifier) @local)
(typed_parameter (identifier) @local)
(typed_default_parameter name: (identifier) @local)
(list_splat_pattern (identifier) @local)
(dictionary_splat_pattern (identifier) @local)
(for_in_clause left: (identifier) @local)
(assignment left: (identifier) @local.function)
(assignment left: (pattern_list (identifier) @local.function))
(augmented_assignment left: (identifier) @local.function)
(named_expression name: (identifier) @local.function)
(for_statement left: (identifier) @local.function)
(for_statement left: (pattern_list (identifier) @local.function))
(as_pattern_target (identifier) @local.function)
(global_statement (identifier) @outer)
(nonlocal_statement (identifier) @outer)

(identifier) @reference
(attribute attribute: (identifier) @member)
(keyword_argument name: (identifier) @member)
(import_from_statement name: (dotted_name . (identifier) @import .))
(aliased_import alias: (identifier) @alias)
(import_statement name: (dotted_name . (identifier) @import))
(import_from_statement module_name: (_) @module)
(import_statement name: (dotted_name) @module)
