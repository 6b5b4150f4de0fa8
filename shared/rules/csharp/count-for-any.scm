((binary_expression
  left: (invocation_expression
    function: (member_access_expression expression: (_) @source name: (identifier) @_count)
    arguments: (argument_list) @arguments)
  operator: [">" "!="]
  right: (integer_literal) @_zero) @match
  (#eq? @_count "Count")
  (#eq? @_zero "0")
  (#set! id "cs/count-for-any")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "`Count()` walks through everything to learn what the first element tells. `Any` stops there.")
  (#set! fix "Use Any")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "{source}.Any{arguments}"))

((binary_expression
  left: (invocation_expression
    function: (member_access_expression expression: (_) @source name: (identifier) @_count)
    arguments: (argument_list) @arguments)
  operator: "=="
  right: (integer_literal) @_zero) @match
  (#eq? @_count "Count")
  (#eq? @_zero "0")
  (#set! fix "Use Any")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "!{source}.Any{arguments}"))
