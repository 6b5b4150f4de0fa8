((for_range_loop
  type: [(qualified_identifier) (template_type)] @type
  declarator: (identifier) @name) @match
  (#match? @type "^(std::)?(w?string|(vector|list|deque|map|set|multimap|unordered_map|unordered_set|pair|tuple|function|shared_ptr|optional)<.*>)$")
  (#set! id "cpp/copied-in-loop")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "medium")
  (#set! message "Each round copies a `{type}` into `{name}`. A reference costs nothing: `const {type} &`."))
