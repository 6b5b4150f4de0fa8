((binary
  left: (assignment left: (_) @left right: (_) @value)
  operator: ["or" "and"] @operator
  right: [(identifier) (integer) (string) (true) (false) (nil) (instance_variable) (constant) (simple_symbol)] @_right) @match
  (#not-match? @_right "^(raise|fail|exit|abort|return|next|break|retry|redo|byebug)$|!$")
  (#set! id "rb/or-assignment")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 783)
  (#set! message "`=` binds tighter than `{operator}`: `{left}` is `{value}`, and the right side is thrown away. Use `||` or `&&`."))
