((call_expression
  function: (identifier) @function
  arguments: (argument_list . (call_expression
    function: (identifier) @_strlen
    arguments: (argument_list . (binary_expression operator: "+" right: (number_literal) @_one) .)) @report .)) @match
  (#any-of? @function "malloc" "alloca" "xmalloc")
  (#eq? @_strlen "strlen")
  (#eq? @_one "1")
  (#set! id "c/no-room-for-terminator")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 131)
  (#set! message "The `+ 1` stands inside `strlen`: it skips a character, so the room is two bytes short. Add it to the length."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (call_expression
    function: (identifier) @_strlen
    arguments: (argument_list . (_) @text .)) @report .)) @match
  (#any-of? @function "malloc" "alloca" "xmalloc")
  (#eq? @_strlen "strlen")
  (#set! message "`strlen` does not count the NUL at the end, so a copy of `{text}` writes one byte past this. Allocate `strlen({text}) + 1`, or use `strdup`.")
  (#set! fix "Make room for the NUL")
  (#set! fix.after.report " + 1")
  (#set! fix.safe "yes"))
