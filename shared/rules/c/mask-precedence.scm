((binary_expression
  left: [(identifier) (field_expression) (subscript_expression) (call_expression)] @left
  operator: ["&" "|" "^"] @operator
  right: (binary_expression
    left: [(identifier) (number_literal)] @mask
    operator: ["==" "!="] @compare
    right: (_) @right)) @match
  (#match? @mask "^([0-9]|[A-Z][A-Z0-9_]+$)")
  (#set! id "c/mask-precedence")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 783)
  (#set! message "`{compare}` binds tighter than `{operator}`, so `{mask}` is compared first and the result is the mask. Write `({left} {operator} {mask}) {compare} {right}`.")
  (#set! fix "Put the mask in parentheses")
  (#set! fix.before.left "(")
  (#set! fix.after.mask ")")
  (#set! fix.safe "yes"))
