((foreach_statement
  right: (identifier) @list
  body: (block [
    (expression_statement (invocation_expression function: (member_access_expression expression: (identifier) @_same name: (identifier) @method))) @report
    (if_statement consequence: (block (expression_statement (invocation_expression function: (member_access_expression expression: (identifier) @_same name: (identifier) @method))) @report))
    (if_statement consequence: (expression_statement (invocation_expression function: (member_access_expression expression: (identifier) @_same name: (identifier) @method))) @report)
  ])) @match
  (#eq? @list @_same)
  (#any-of? @method "Remove" "Add" "Clear" "RemoveAt" "Insert" "AddRange")
  (#set! id "cs/changed-while-looped")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{list}` is changed while it is looped over: the next round throws an InvalidOperationException. Use `RemoveAll`, or loop over `{list}.ToList()`."))
