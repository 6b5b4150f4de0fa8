((if_expression
  condition: (_) @_first
  alternative: (else_clause (if_expression condition: (_) @report))) @match
  (#eq? @_first @report)
  (#not-match? @_first "\\(|^let ")
  (#set! id "rs/repeated-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "`{report}` was asked above already, so this branch is never taken. One of the two was meant to ask something else."))
