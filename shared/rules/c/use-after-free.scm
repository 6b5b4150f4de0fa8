((for_statement
  update: (assignment_expression right: (field_expression argument: (identifier) @pointer) @report)
  body: [
    (expression_statement (call_expression function: (identifier) @_free arguments: (argument_list . (identifier) @_freed .)))
    (compound_statement (expression_statement (call_expression function: (identifier) @_free arguments: (argument_list . (identifier) @_freed .))) .)
  ]) @match
  (#eq? @_free "free")
  (#eq? @pointer @_freed)
  (#set! id "c/use-after-free")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 416)
  (#set! message "`{pointer}` was freed before `{report}` is read: that memory may be another's by now. Keep what is needed of it in a variable before."))

((expression_statement (call_expression function: (identifier) @_free arguments: (argument_list . (identifier) @pointer .)) @_before)
  . [
    (return_statement (field_expression argument: (identifier) @_used operator: "->") @report)
    (expression_statement (assignment_expression right: (field_expression argument: (identifier) @_used operator: "->") @report))
    (expression_statement (assignment_expression left: (field_expression argument: (identifier) @_used operator: "->") @report))
    (declaration declarator: (init_declarator value: (field_expression argument: (identifier) @_used operator: "->") @report))
    (expression_statement (call_expression arguments: (argument_list (field_expression argument: (identifier) @_used operator: "->") @report)))
  ] @match
  (#eq? @_free "free")
  (#eq? @pointer @_used))
