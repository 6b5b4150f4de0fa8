((call_expression
  function: (field_expression field: (field_identifier) @method)
  arguments: (arguments . (reference_expression value: (macro_invocation macro: (identifier) @_format (token_tree) @_tokens)) @report .)) @match
  (#eq? @method "expect")
  (#eq? @_format "format")
  (#set! id "rs/eager-message")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "The text is made each time, although it is only needed when there is nothing. Use `unwrap_or_else(|| panic!(…))`."))

((call_expression
  function: (field_expression field: (field_identifier) @method)
  arguments: (arguments . (macro_invocation macro: (identifier) @_format) @made .)) @match
  (#any-of? @method "unwrap_or" "ok_or")
  (#eq? @_format "format")
  (#set! message "The text is made each time, also when it is not needed. `{method}_else` takes a closure and makes it only then.")
  (#set! fix "Make it when it is needed")
  (#set! fix.after.method "_else")
  (#set! fix.before.made "|| ")
  (#set! fix.safe "yes"))
