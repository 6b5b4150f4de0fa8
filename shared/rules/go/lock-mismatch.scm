((statement_list
  (expression_statement (call_expression function: (selector_expression operand: (_) @mutex field: (field_identifier) @lock)))
  . (defer_statement (call_expression function: (selector_expression operand: (_) @_same field: (field_identifier) @report)))) @match
  (#eq? @mutex @_same)
  (#any-of? @lock "Lock" "RLock")
  (#eq? @report @lock)
  (#set! id "go/lock-mismatch")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 667)
  (#set! message "`{mutex}` is locked a second time when the function ends and is never unlocked: the next one waits for ever. `Unlock` was meant.")
  (#set! fix "Unlock it")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "Un{lock}"))

((statement_list
  (expression_statement (call_expression function: (selector_expression operand: (_) @mutex field: (field_identifier) @lock)))
  . (defer_statement (call_expression function: (selector_expression operand: (_) @_same field: (field_identifier) @report)))) @match
  (#eq? @mutex @_same)
  (#eq? @lock "RLock")
  (#eq? @report "Unlock")
  (#set! message "`RLock` is undone by `RUnlock`; `Unlock` on a mutex that is not locked for writing stops the program.")
  (#set! fix "Use RUnlock")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "RUnlock"))

((statement_list
  (expression_statement (call_expression function: (selector_expression operand: (_) @mutex field: (field_identifier) @lock)))
  . (defer_statement (call_expression function: (selector_expression operand: (_) @_same field: (field_identifier) @report)))) @match
  (#eq? @mutex @_same)
  (#eq? @lock "Lock")
  (#eq? @report "RUnlock")
  (#set! message "`Lock` is undone by `Unlock`; `RUnlock` on a mutex that nobody reads under stops the program.")
  (#set! fix "Use Unlock")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "Unlock"))
