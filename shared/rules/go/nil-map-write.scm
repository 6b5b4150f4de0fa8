((var_declaration (var_spec . name: (identifier) @name . type: (map_type) !value)) @match
  (#set! id "go/nil-map-write")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 476)
  (#set! message "`{name}` is nil, and writing to a nil map panics. Make it first: `{name} := make(…)`."))
