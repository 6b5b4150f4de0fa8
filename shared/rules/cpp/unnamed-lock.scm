((expression_statement (call_expression
  function: [
    (template_function name: (identifier) @name)
    (qualified_identifier name: (template_function name: (identifier) @name))
    (qualified_identifier name: (identifier) @name)
  ] @lock
  arguments: (argument_list (_)))) @match
  (#any-of? @name "lock_guard" "unique_lock" "scoped_lock" "shared_lock")
  (#set! id "cpp/unnamed-lock")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 667)
  (#set! message "A lock without a name is gone before the next line, so nothing is protected. Give it one: `{lock} lock(…);`."))
