((call_expression
  function: (member_expression property: (property_identifier) @method)
  arguments: (arguments . (arrow_function body: (statement_block) @body) @callback)) @match
  (#any-of? @method "map" "filter" "find" "findIndex" "some" "every" "flatMap" "reduce")
  (#set! id "js/missing-callback-return")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This callback returns nothing, but `{method}` works with what it returns."))
