((if_statement
  condition: (parenthesized_expression
    (call_expression function: (member_expression property: (property_identifier) @_method)) @report)) @match
  (#any-of? @_method "indexOf" "lastIndexOf" "findIndex" "search")
  (#set! id "js/index-as-truth")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`indexOf` gives -1, which counts as true, when there is nothing, and 0, which counts as false, at the start. Use `includes`."))
