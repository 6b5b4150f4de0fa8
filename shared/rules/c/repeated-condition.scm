((if_statement
  condition: (_) @first
  alternative: (else_clause (if_statement condition: (_) @report))) @match
  (#eq? @first @report)
  (#not-match? @first "\\w\\s*\\(|\\+\\+|--|[^=!<>]=[^=]|^\\(\\)$")
  (#set! id "c/repeated-condition")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "`{report}` was asked above already, so this branch is never taken. One of the two was meant to ask something else."))

((if_statement
  condition: (_) @first
  alternative: (else_clause (if_statement
    alternative: (else_clause (if_statement condition: (_) @report))))) @match
  (#eq? @first @report)
  (#not-match? @first "\\w\\s*\\(|\\+\\+|--|[^=!<>]=[^=]|^\\(\\)$"))
