((test_command (binary_expression operator: "=~" right: [(string . (string_content) @_text .) (raw_string) @_text] @report)) @match
  (#match? @_text "[*+?|$^]|\\[.*\\]|\\\\[dws]")
  (#set! id "sh/quoted-regexp")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "What is quoted after `=~` is taken letter by letter, not as an expression: this hardly ever fits. Drop the quotes, or put the expression into a variable."))
