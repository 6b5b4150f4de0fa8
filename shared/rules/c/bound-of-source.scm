((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (_) @source . (call_expression
    function: (identifier) @_length
    arguments: (argument_list . (_) @_of .)) @report .)) @match
  (#any-of? @function "strncpy" "strncat" "stpncpy" "wcsncpy" "wcsncat")
  (#any-of? @_length "strlen" "wcslen")
  (#eq? @source @_of)
  (#set! id "c/bound-of-source")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 806)
  (#set! message "The bound is the length of the source, so it bounds nothing: a long `{source}` overflows the destination, and `strncpy` leaves out the NUL. Pass what the destination has room for."))
