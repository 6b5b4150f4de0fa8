((assignment_expression
  left: [(identifier) (field_expression)] @pointer
  operator: "="
  right: [
    (call_expression function: (identifier) @_function arguments: (argument_list (sizeof_expression value: (parenthesized_expression (_) @_of)) @report))
    (cast_expression value: (call_expression function: (identifier) @_function arguments: (argument_list (sizeof_expression value: (parenthesized_expression (_) @_of)) @report)))
  ]) @match
  (#any-of? @_function "malloc" "calloc")
  (#eq? @pointer @_of)
  (#set! id "c/pointer-allocation")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 131)
  (#set! message "This makes room for a pointer, not for what `{pointer}` points to: what is written there overflows. Take `sizeof(*{pointer})`.")
  (#set! fix "Take the size of what it points to")
  (#set! fix.replace._of "*{pointer}")
  (#set! fix.safe "yes"))

((init_declarator
  declarator: (pointer_declarator declarator: (identifier) @pointer)
  value: [
    (call_expression function: (identifier) @_function arguments: (argument_list (sizeof_expression value: (parenthesized_expression (_) @_of)) @report))
    (cast_expression value: (call_expression function: (identifier) @_function arguments: (argument_list (sizeof_expression value: (parenthesized_expression (_) @_of)) @report)))
  ]) @match
  (#any-of? @_function "malloc" "calloc")
  (#eq? @pointer @_of)
  (#set! fix "Take the size of what it points to")
  (#set! fix.replace._of "*{pointer}")
  (#set! fix.safe "yes"))
