((binary_expression left: (_) @value operator: "==" right: (field_access object: (identifier) @type field: (identifier) @_nan)) @match
  (#any-of? @type "Double" "Float")
  (#eq? @_nan "NaN")
  (#set! id "java/nan-compare")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Nothing equals NaN, not even itself: this is always the same. Ask `{type}.isNaN`.")
  (#set! fix "Use isNaN")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "{type}.isNaN({value})"))

((binary_expression left: (_) @value operator: "!=" right: (field_access object: (identifier) @type field: (identifier) @_nan)) @match
  (#any-of? @type "Double" "Float")
  (#eq? @_nan "NaN")
  (#set! fix "Use isNaN")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "!{type}.isNaN({value})"))
