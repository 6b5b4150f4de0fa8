((call_expression
  function: (member_expression property: (property_identifier) @report)
  arguments: (arguments . (arrow_function "async"))) @match
  (#eq? @report "forEach")
  (#set! id "js/async-for-each")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`forEach` does not wait: it returns before the first of these is done, and their errors are caught by nobody. Use `for … of`, or `Promise.all` over `map`."))

((call_expression
  function: (member_expression property: (property_identifier) @report)
  arguments: (arguments . (function_expression "async"))) @match
  (#eq? @report "forEach"))
