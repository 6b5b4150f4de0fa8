((array_creation_expression (array_element_initializer) (array_element_initializer)) @match
  (#set! id "php/duplicate-key")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "This key is in the array already; the last one wins, and the value above is lost."))
