((binary_expression
  left: (parenthesized_expression (assignment_expression
    left: (identifier) @name
    right: (call_expression function: (identifier) @function)))
  operator: ["!=" "=="]
  right: (identifier) @_eof) @match
  (#any-of? @function "getchar" "getc" "fgetc" "getchar_unlocked" "getc_unlocked")
  (#eq? @_eof "EOF")
  (#set! id "c/char-eof")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 197)
  (#set! message "`{name}` is a `char` and cannot hold EOF apart from a character: the loop stops at byte 255, or never where `char` is unsigned. Declare it as `int`."))
