((invocation_expression
  function: (member_access_expression
    expression: (invocation_expression
      function: (member_access_expression expression: (_) @source name: (identifier) @_where)
      arguments: (argument_list . (argument (lambda_expression parameters: (implicit_parameter))) .) @predicate)
    name: (identifier) @method)
  arguments: (argument_list) @_none) @match
  (#eq? @_where "Where")
  (#any-of? @method "First" "FirstOrDefault" "Single" "SingleOrDefault" "Last" "LastOrDefault" "Any" "Count")
  (#eq? @_none "()")
  (#set! id "cs/filter-then-take")
  (#set! severity "info")
  (#set! category "style")
  (#set! confidence "high")
  (#set! message "`{method}` takes the condition itself: one step less to run and to read.")
  (#set! fix "Give it the condition")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "{source}.{method}{predicate}"))
