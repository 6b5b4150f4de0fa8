((binary_expression
  left: (unary_expression operator: "!" argument: (_) @pointer)
  operator: "&&"
  right: (_ [
    (field_expression argument: (_) @_used operator: "->")
    (_ (field_expression argument: (_) @_used operator: "->"))
  ])) @match
  (#eq? @pointer @_used)
  (#match? @pointer "^[\\w.>-]+$")
  (#set! id "c/null-dereference")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 476)
  (#set! message "The right side is reached only when `{pointer}` is NULL, and then follows it: this crashes. Turn the test or the operator round."))

((binary_expression
  left: (unary_expression operator: "!" argument: (_) @pointer)
  operator: "&&"
  right: (field_expression argument: (_) @_used operator: "->")) @match
  (#eq? @pointer @_used)
  (#match? @pointer "^[\\w.>-]+$"))

((binary_expression
  left: (binary_expression left: (_) @pointer operator: "==" right: (null))
  operator: "&&"
  right: [
    (field_expression argument: (_) @_used operator: "->")
    (_ (field_expression argument: (_) @_used operator: "->"))
  ]) @match
  (#eq? @pointer @_used)
  (#match? @pointer "^[\\w.>-]+$"))

((binary_expression
  left: [
    (identifier) @pointer
    (binary_expression left: (identifier) @pointer operator: "!=" right: (null))
  ]
  operator: "||"
  right: [
    (field_expression argument: (_) @_used operator: "->")
    (_ (field_expression argument: (_) @_used operator: "->"))
  ]) @match
  (#eq? @pointer @_used))
