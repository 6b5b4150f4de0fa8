import type { LanguageId } from './languages.ts';
import type { MetricProfile, SyntaxProfile } from './profile.ts';

const COMMON_METRICS: MetricProfile = {
	ifs: ['if_statement'],
	elseIfs: [],
	elses: ['else_clause'],
	loops: ['for_statement', 'while_statement', 'do_statement'],
	switches: ['switch_statement'],
	cases: ['switch_case'],
	catches: ['catch_clause'],
	ternaries: ['ternary_expression', 'conditional_expression'],
	logical: { binary_expression: ['&&', '||', '??'] },
	parameterLists: ['formal_parameters', 'parameter_list', 'parameters'],
	notParameters: ['comment'],
};

const javascript: SyntaxProfile = {
	functions: [
		'function_declaration',
		'function_expression',
		'arrow_function',
		'method_definition',
		'generator_function',
		'generator_function_declaration',
	],
	names: ['identifier', 'property_identifier', 'this', 'super', 'private_property_identifier'],
	members: { member_expression: ['object', 'property'] },
	calls: { call_expression: 'function', new_expression: 'constructor' },
	strings: ['string', 'template_string'],
	stringParts: ['string_fragment', 'escape_sequence'],
	joins: { binary_expression: ['+'] },
	numbers: ['number'],
	assignments: { variable_declarator: ['name', 'value'], assignment_expression: ['left', 'right'] },
	metrics: {
		...COMMON_METRICS,
		loops: ['for_statement', 'for_in_statement', 'while_statement', 'do_statement'],
		notParameters: ['comment', 'this_type'],
	},
};

const python: SyntaxProfile = {
	functions: ['function_definition', 'lambda'],
	names: ['identifier'],
	members: { attribute: ['object', 'attribute'] },
	calls: { call: 'function' },
	strings: ['string'],
	stringParts: ['string_start', 'string_content', 'string_end', 'escape_sequence'],
	joins: { binary_operator: ['+'], concatenated_string: [] },
	numbers: ['integer', 'float'],
	assignments: { assignment: ['left', 'right'], augmented_assignment: ['left', 'right'] },
	metrics: {
		...COMMON_METRICS,
		elseIfs: ['elif_clause'],
		switches: ['match_statement'],
		cases: ['case_clause'],
		catches: ['except_clause', 'except_group_clause'],
		logical: { boolean_operator: ['and', 'or'] },
		parameterLists: ['parameters', 'lambda_parameters'],
		notParameters: ['comment', 'keyword_separator', 'positional_separator'],
	},
};

const go: SyntaxProfile = {
	functions: ['function_declaration', 'method_declaration', 'func_literal'],
	names: ['identifier', 'field_identifier', 'package_identifier', 'type_identifier'],
	members: { selector_expression: ['operand', 'field'], qualified_type: ['package', 'name'] },
	calls: { call_expression: 'function' },
	strings: ['interpreted_string_literal', 'raw_string_literal'],
	stringParts: ['interpreted_string_literal_content', 'raw_string_literal_content', 'escape_sequence'],
	joins: { binary_expression: ['+'] },
	numbers: ['int_literal', 'float_literal'],
	assignments: {
		short_var_declaration: ['left', 'right'],
		assignment_statement: ['left', 'right'],
		var_spec: ['name', 'value'],
		const_spec: ['name', 'value'],
	},
	metrics: {
		...COMMON_METRICS,
		loops: ['for_statement'],
		switches: ['expression_switch_statement', 'type_switch_statement', 'select_statement'],
		cases: ['expression_case', 'type_case', 'communication_case'],
		parameterLists: ['parameter_list'],
	},
};

const java: SyntaxProfile = {
	functions: ['method_declaration', 'constructor_declaration', 'lambda_expression'],
	names: ['identifier', 'type_identifier', 'this', 'super'],
	members: {
		field_access: ['object', 'field'],
		scoped_identifier: ['scope', 'name'],
		method_invocation: ['object', 'name'],
	},
	calls: { object_creation_expression: 'type' },
	strings: ['string_literal', 'character_literal'],
	stringParts: ['string_fragment', 'escape_sequence', 'multiline_string_fragment'],
	joins: { binary_expression: ['+'] },
	numbers: ['decimal_integer_literal', 'hex_integer_literal', 'decimal_floating_point_literal'],
	assignments: { variable_declarator: ['name', 'value'], assignment_expression: ['left', 'right'] },
	metrics: {
		...COMMON_METRICS,
		loops: ['for_statement', 'enhanced_for_statement', 'while_statement', 'do_statement'],
		switches: ['switch_expression'],
		cases: ['switch_block_statement_group', 'switch_rule'],
		logical: { binary_expression: ['&&', '||'] },
		notParameters: ['line_comment', 'block_comment', 'receiver_parameter'],
	},
};

const c: SyntaxProfile = {
	functions: ['function_definition'],
	names: ['identifier', 'field_identifier', 'type_identifier', 'namespace_identifier', 'this'],
	members: { field_expression: ['argument', 'field'], qualified_identifier: ['scope', 'name'] },
	calls: { call_expression: 'function' },
	strings: ['string_literal', 'char_literal', 'raw_string_literal'],
	stringParts: ['string_content', 'escape_sequence', 'character', 'raw_string_content', 'raw_string_delimiter'],
	joins: { concatenated_string: [] },
	numbers: ['number_literal'],
	assignments: { init_declarator: ['declarator', 'value'], assignment_expression: ['left', 'right'] },
	metrics: {
		...COMMON_METRICS,
		cases: ['case_statement'],
		logical: { binary_expression: ['&&', '||'] },
		parameterLists: ['parameter_list'],
	},
};

const cpp: SyntaxProfile = {
	...c,
	functions: ['function_definition', 'lambda_expression'],
	joins: { concatenated_string: [], binary_expression: ['+'] },
	metrics: { ...c.metrics, loops: [...c.metrics.loops, 'for_range_loop'] },
};

const rust: SyntaxProfile = {
	functions: ['function_item', 'closure_expression'],
	names: ['identifier', 'field_identifier', 'type_identifier', 'self', 'crate', 'super'],
	members: {
		scoped_identifier: ['path', 'name'],
		scoped_type_identifier: ['path', 'name'],
		field_expression: ['value', 'field'],
	},
	calls: { call_expression: 'function' },
	strings: ['string_literal', 'raw_string_literal'],
	stringParts: ['string_content', 'escape_sequence'],
	joins: {},
	numbers: ['integer_literal', 'float_literal'],
	assignments: { let_declaration: ['pattern', 'value'], const_item: ['name', 'value'], static_item: ['name', 'value'] },
	metrics: {
		...COMMON_METRICS,
		ifs: ['if_expression'],
		loops: ['for_expression', 'while_expression', 'loop_expression'],
		switches: ['match_expression'],
		cases: ['match_arm'],
		logical: { binary_expression: ['&&', '||'] },
		parameterLists: ['parameters', 'closure_parameters'],
		notParameters: ['line_comment', 'block_comment', 'self_parameter', 'attribute_item'],
	},
};

const csharp: SyntaxProfile = {
	functions: [
		'method_declaration',
		'constructor_declaration',
		'local_function_statement',
		'lambda_expression',
		'anonymous_method_expression',
	],
	names: ['identifier', 'this', 'base'],
	members: { member_access_expression: ['expression', 'name'], qualified_name: ['qualifier', 'name'] },
	calls: { invocation_expression: 'function', object_creation_expression: 'type' },
	strings: ['string_literal', 'verbatim_string_literal', 'raw_string_literal', 'interpolated_string_expression'],
	stringParts: [
		'string_literal_content',
		'escape_sequence',
		'raw_string_start',
		'raw_string_content',
		'raw_string_end',
		'interpolation_start',
		'string_content',
	],
	joins: { binary_expression: ['+'] },
	numbers: ['integer_literal', 'real_literal'],
	// The grammar gives a declarator's value no field; it is its last child.
	assignments: { variable_declarator: ['name', ''], assignment_expression: ['left', 'right'] },
	metrics: {
		...COMMON_METRICS,
		loops: ['for_statement', 'foreach_statement', 'while_statement', 'do_statement'],
		switches: ['switch_statement', 'switch_expression'],
		cases: ['switch_section', 'switch_expression_arm'],
		parameterLists: ['parameter_list'],
	},
};

const ruby: SyntaxProfile = {
	functions: ['method', 'singleton_method', 'lambda'],
	names: ['identifier', 'constant', 'self', 'instance_variable', 'global_variable'],
	members: { call: ['receiver', 'method'], scope_resolution: ['scope', 'name'] },
	calls: {},
	strings: ['string', 'simple_symbol', 'heredoc_body'],
	stringParts: ['string_content', 'escape_sequence', 'heredoc_content', 'heredoc_end'],
	joins: { binary: ['+'], chained_string: [] },
	numbers: ['integer', 'float'],
	assignments: { assignment: ['left', 'right'], operator_assignment: ['left', 'right'] },
	metrics: {
		...COMMON_METRICS,
		ifs: ['if', 'unless', 'if_modifier', 'unless_modifier'],
		elseIfs: ['elsif'],
		elses: ['else'],
		loops: ['while', 'until', 'for', 'while_modifier', 'until_modifier'],
		switches: ['case', 'case_match'],
		cases: ['when', 'in_clause'],
		catches: ['rescue', 'rescue_modifier'],
		ternaries: ['conditional'],
		logical: { binary: ['&&', '||', 'and', 'or'] },
		parameterLists: ['method_parameters', 'lambda_parameters'],
	},
};

const php: SyntaxProfile = {
	functions: ['function_definition', 'method_declaration', 'anonymous_function', 'arrow_function'],
	names: ['name', 'variable_name', 'relative_scope'],
	members: {
		member_access_expression: ['object', 'name'],
		member_call_expression: ['object', 'name'],
		scoped_call_expression: ['scope', 'name'],
		class_constant_access_expression: ['scope', 'name'],
	},
	calls: { function_call_expression: 'function' },
	strings: ['string', 'encapsed_string', 'heredoc', 'nowdoc'],
	stringParts: [
		'string_content',
		'escape_sequence',
		'heredoc_start',
		'heredoc_body',
		'heredoc_end',
		'nowdoc_body',
		'nowdoc_string',
	],
	joins: { binary_expression: ['.'] },
	numbers: ['integer', 'float'],
	assignments: { assignment_expression: ['left', 'right'], augmented_assignment_expression: ['left', 'right'] },
	metrics: {
		...COMMON_METRICS,
		elseIfs: ['else_if_clause'],
		loops: ['for_statement', 'foreach_statement', 'while_statement', 'do_statement'],
		switches: ['switch_statement', 'match_expression'],
		cases: ['case_statement', 'match_conditional_expression'],
		logical: { binary_expression: ['&&', '||', '??', 'and', 'or'] },
	},
};

const bash: SyntaxProfile = {
	functions: ['function_definition'],
	names: ['word', 'variable_name', 'command_name'],
	members: {},
	calls: { command: 'name' },
	strings: ['string', 'raw_string'],
	stringParts: ['string_content'],
	joins: { concatenation: [] },
	numbers: ['number'],
	assignments: { variable_assignment: ['name', 'value'] },
	metrics: {
		...COMMON_METRICS,
		elseIfs: ['elif_clause'],
		loops: ['for_statement', 'while_statement', 'c_style_for_statement'],
		switches: ['case_statement'],
		cases: ['case_item'],
		logical: { list: ['&&', '||'] },
		parameterLists: [],
	},
};

export const PROFILES: Readonly<Partial<Record<LanguageId, SyntaxProfile>>> = {
	bash,
	c,
	cpp,
	csharp,
	go,
	java,
	javascript,
	php,
	python,
	ruby,
	rust,
	tsx: javascript,
	typescript: javascript,
};
