((switch_block (case_statement) (case_statement)) @match
  (#set! id "php/duplicate-case")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "This case is listed above already, so this one is never taken."))
