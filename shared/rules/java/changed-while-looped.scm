((enhanced_for_statement
  value: (identifier) @list
  body: (block [
    (expression_statement (method_invocation object: (identifier) @_same name: (identifier) @method)) @report
    (if_statement consequence: (block (expression_statement (method_invocation object: (identifier) @_same name: (identifier) @method)) @report))
    (if_statement consequence: (expression_statement (method_invocation object: (identifier) @_same name: (identifier) @method)) @report)
  ])) @match
  (#eq? @list @_same)
  (#any-of? @method "remove" "add" "clear" "addAll" "removeAll")
  (#set! id "java/changed-while-looped")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{list}` is changed while it is looped over: the next round throws a ConcurrentModificationException. Use `removeIf`, an iterator, or collect first and change afterwards."))
