((call_expression
  function: (identifier) @_function
  arguments: (argument_list . (_) . (_) @size . (number_literal) @zero .)) @match
  (#eq? @_function "memset")
  (#eq? @zero "0")
  (#not-match? @size "^'?\\\\?0")
  (#set! id "c/memset-swapped")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 628)
  (#set! message "The size is the last argument of `memset`; with 0 there nothing is written at all. Swap the two.")
  (#set! fix "Swap the value and the size")
  (#set! fix.replace.size "{zero}")
  (#set! fix.replace.zero "{size}")
  (#set! fix.safe "yes"))
