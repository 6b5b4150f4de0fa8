((parameter_declaration
  (type_qualifier) @_const
  type: [(qualified_identifier) (template_type)] @type
  declarator: (identifier) @name) @match
  (#eq? @_const "const")
  (#match? @type "^(std::)?(w?string|(vector|list|deque|map|set|multimap|multiset|unordered_map|unordered_set)<[^]*>)$")
  (#set! id "cpp/const-copy")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "`{name}` is copied at each call, only to be read. Take it by reference: `const {type} &{name}`.")
  (#set! fix "Take a reference")
  (#set! fix.replace.name "&{name}")
  (#set! fix.safe "yes")
  (#set! not-inside "lambda_declarator|catch_clause"))
