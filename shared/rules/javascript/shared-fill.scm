((call_expression
  function: (member_expression property: (property_identifier) @_method)
  arguments: (arguments . [(array) (object) (new_expression)] @report)) @match
  (#eq? @_method "fill")
  (#set! id "js/shared-fill")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "All places hold the one same object: a change to one is a change to all. Use `Array.from({ length }, () => …)`."))
