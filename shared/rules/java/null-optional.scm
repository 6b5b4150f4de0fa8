((method_declaration
  type: (generic_type . (type_identifier) @_type)
  body: (block [
    (return_statement (null_literal) @report)
    (if_statement consequence: (block (return_statement (null_literal) @report)))
    (if_statement consequence: (return_statement (null_literal) @report))
  ])) @match
  (#eq? @_type "Optional")
  (#set! id "java/null-optional")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 476)
  (#set! message "Callers of an `Optional` never ask for null: `isPresent` itself will throw. Return `Optional.empty()`.")
  (#set! fix "Return Optional.empty()")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "Optional.empty()"))
