((for_statement
  condition: (binary_expression
    left: (identifier)
    operator: ["<" "<=" "!="]
    right: (call_expression function: (identifier) @function arguments: (argument_list . (identifier) @text .)) @report)
  body: (_) @body) @match
  (#any-of? @function "strlen" "wcslen")
  (#set! id "c/strlen-in-loop")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "medium")
  (#set! message "`{function}` reads the whole of `{text}` in every round: twice the text takes four times as long. Measure it once before the loop, or stop at the NUL."))
