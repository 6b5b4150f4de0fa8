((binary_expression left: (call_expression function: (identifier) @_strlen) @left operator: ["<" ">="] @operator right: (number_literal) @_zero) @match
  (#any-of? @_strlen "strlen" "wcslen" "strnlen" "strspn" "strcspn" "fread" "fwrite")
  (#eq? @_zero "0")
  (#set! id "c/size-below-zero")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 570)
  (#set! message "`{left}` is unsigned and never below 0, so this is the same every time. Compare with `== 0` or `> 0`."))
