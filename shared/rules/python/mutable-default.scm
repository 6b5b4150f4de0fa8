((default_parameter name: (identifier) @name value: [(list) (dictionary) (set)] @report) @match
  (#set! id "py/mutable-default")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This default is made once and shared by all calls: what one call adds, the next one finds. Use `None` and make it inside."))

((typed_default_parameter name: (identifier) @name value: [(list) (dictionary) (set)] @report) @match)
