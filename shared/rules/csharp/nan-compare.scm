((binary_expression left: (_) @value operator: "==" right: (member_access_expression expression: (_) @type name: (identifier) @_nan)) @match
  (#any-of? @type "double" "float" "Double" "Single")
  (#eq? @_nan "NaN")
  (#set! id "cs/nan-compare")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Nothing equals NaN, not even itself: this is always the same. Ask `{type}.IsNaN`.")
  (#set! fix "Use IsNaN")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "{type}.IsNaN({value})"))

((binary_expression left: (_) @value operator: "!=" right: (member_access_expression expression: (_) @type name: (identifier) @_nan)) @match
  (#any-of? @type "double" "float" "Double" "Single")
  (#eq? @_nan "NaN")
  (#set! fix "Use IsNaN")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "!{type}.IsNaN({value})"))
