((if_statement
  condition: (binary_expression left: (identifier) @error operator: "!=" right: (nil))
  consequence: (block) @report !alternative) @match
  (#match? @report "^\\{\\s*\\}$")
  (#match? @error "^(e|err|.*Err)$")
  (#set! id "go/empty-error-branch")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 390)
  (#set! message "`{error}` is asked for and then dropped. Return it, log it, or say in a comment why it does not matter."))
