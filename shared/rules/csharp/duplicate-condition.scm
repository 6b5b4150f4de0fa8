((if_statement
  condition: (_) @condition
  alternative: (if_statement condition: (_) @report)) @match
  (#eq? @condition @report)
  (#not-match? @condition "\\w\\(|\\+\\+|--|[^=!<>]=[^=]")
  (#set! id "cs/duplicate-condition")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "`{condition}` was asked just before: this branch can never run. One of the two was meant to ask something else."))
