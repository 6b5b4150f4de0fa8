((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (_) @pattern)) @match
  (#any-of? @_name "MustCompile" "Compile" "MatchString" "Match" "MustCompilePOSIX")
  (#set! id "go/regexp-in-loop")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "The same expression is compiled anew in every round, which takes far longer than the match. Compile it once, in a variable of the package.")
  (#set! resolve.function "regexp.MustCompile|regexp.Compile|regexp.MatchString|regexp.Match|regexp.MustCompilePOSIX")
  (#set! constant.pattern "")
  (#set! inside "for_statement"))
