([
  (short_var_declaration
    left: (expression_list . (identifier) . (identifier) @report .)
    right: (expression_list . (call_expression function: (selector_expression field: (field_identifier) @_name) @function) .))
  (assignment_statement
    left: (expression_list . (identifier) . (identifier) @report .)
    right: (expression_list . (call_expression function: (selector_expression field: (field_identifier) @_name) @function) .))
] @match
  (#eq? @report "_")
  (#any-of? @_name "WithCancel" "WithTimeout" "WithDeadline" "WithCancelCause")
  (#set! id "go/lost-cancel")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 772)
  (#set! message "Without its cancel function the context, its timer and what waits on it live until the parent ends. Keep it, and `defer cancel()`.")
  (#set! resolve.function "context.WithCancel|context.WithTimeout|context.WithDeadline|context.WithCancelCause"))
