((defer_statement
  (call_expression function: (selector_expression operand: (_) @value field: (field_identifier) @method))) @match
  (#any-of? @method "Close" "Unlock" "RUnlock" "Stop" "Rollback" "Release")
  (#set! id "go/defer-in-loop")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "medium")
  (#set! cwe 772)
  (#set! message "A deferred call runs when the function ends, not the round of the loop: until then every `{value}` is kept. Put the body of the loop into a function of its own.")
  (#set! inside "for_statement"))
