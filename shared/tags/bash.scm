(function_definition name: (word) @name) @definition.function
(program (variable_assignment name: (variable_name) @name) @definition.variable)
(program (declaration_command (variable_assignment name: (variable_name) @name)) @definition.variable)

(variable_name) @reference
(command_name (word) @reference)
(function_definition name: (word) @reference)
