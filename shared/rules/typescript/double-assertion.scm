((as_expression (as_expression (_) (predefined_type) @_middle) (_) @type) @match
  (#any-of? @_middle "unknown" "any")
  (#set! id "ts/double-assertion")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "high")
  (#set! message "By way of `unknown` anything becomes anything, unchecked. Parse or narrow the value where it comes in."))
