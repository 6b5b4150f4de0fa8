((assignment_expression
  left: (_) @left
  right: [
    (call_expression function: (identifier) @function)
    (binary_expression (call_expression function: (identifier) @function))
    (binary_expression (binary_expression (call_expression function: (identifier) @function)))
    (subscript_expression (_ (call_expression function: (identifier) @function)))
    (subscript_expression (_ (_ (call_expression function: (identifier) @function))))
  ]) @match
  (#any-of? @function "rand" "random" "rand_r" "lrand48" "drand48")
  (#match? @left "([sS]ecret|[pP]assw|[tT]oken|[nN]once|[sS]alt|[sS]ession_?[iI]d|[aA]pi_?[kK]ey|[iI]v\\[)")
  (#set! id "c/predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 338)
  (#set! message "`{function}` can be foretold from a few of its numbers, or from the time it was seeded with. For secrets use `getrandom`, `arc4random_buf` or your crypto library."))
