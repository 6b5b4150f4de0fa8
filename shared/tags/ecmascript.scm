(function_declaration name: (_) @name) @definition.function
(generator_function_declaration name: (_) @name) @definition.function
(class_declaration name: (_) @name) @definition.class
(method_definition name: (_) @name) @definition.method
(variable_declarator name: (identifier) @name value: [(arrow_function) (function_expression)]) @definition.function
(program (lexical_declaration "const" (variable_declarator name: (identifier) @name) @definition.constant))
(program (export_statement (lexical_declaration "const" (variable_declarator name: (identifier) @name) @definition.constant)))
(program (lexical_declaration (variable_declarator name: (identifier) @name) @definition.variable))
(program (export_statement (lexical_declaration (variable_declarator name: (identifier) @name) @definition.variable)))
(program (variable_declaration (variable_declarator name: (identifier) @name) @definition.variable))

[(function_declaration) (generator_function_declaration) (function_expression) (arrow_function) (method_definition)] @scope.function
[(statement_block) (for_statement) (for_in_statement) (catch_clause) (switch_body)] @scope

(lexical_declaration (variable_declarator name: (identifier) @local))
(variable_declaration (variable_declarator name: (identifier) @local.function))
(function_expression name: (identifier) @local)
(arrow_function parameter: (identifier) @local)
(catch_clause parameter: (identifier) @local)
(for_in_statement kind: _ left: (identifier) @local)
(array_pattern (identifier) @local.pattern)
(rest_pattern (identifier) @local.pattern)
(pair_pattern value: (identifier) @local.pattern)
(assignment_pattern left: (identifier) @local.pattern)
(shorthand_property_identifier_pattern) @local.shorthand

(identifier) @reference
(shorthand_property_identifier) @shorthand
[(property_identifier) (private_property_identifier)] @member
(export_specifier alias: (identifier) @member)
(import_specifier name: (identifier) @import !alias)
(import_specifier alias: (identifier) @alias)
(import_clause (identifier) @alias)
(namespace_import (identifier) @alias)
(import_statement source: (string) @module)
(export_statement source: (string) @module)
