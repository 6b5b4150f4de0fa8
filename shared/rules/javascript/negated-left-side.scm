((binary_expression
  left: (unary_expression operator: "!" argument: (_) @value) @left
  operator: ["in" "instanceof"] @operator
  right: (_) @right) @match
  (#set! id "js/negated-left-side")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`!` binds tighter: this asks whether `{left}` is {operator} something. Put parentheses round the whole.")
  (#set! fix "Negate the whole")
  (#set! fix.replace.match "!({value} {operator} {right})"))
