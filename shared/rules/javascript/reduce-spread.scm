((call_expression
  function: (member_expression property: (property_identifier) @_method)
  arguments: (arguments
    . (arrow_function
      parameters: (formal_parameters . (_) @_first)
      body: (parenthesized_expression (object . (spread_element (identifier) @_spread)))))) @match
  (#eq? @_method "reduce")
  (#eq? @_first @_spread)
  (#set! id "js/reduce-spread")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "Each step copies everything gathered so far: the time grows with the square of the list. Use `Object.fromEntries`, `flatMap`, or a loop."))

((call_expression
  function: (member_expression property: (property_identifier) @_method)
  arguments: (arguments
    . (arrow_function
      parameters: (formal_parameters . (_) @_first)
      body: (array . (spread_element (identifier) @_spread))))) @match
  (#eq? @_method "reduce")
  (#eq? @_first @_spread))
