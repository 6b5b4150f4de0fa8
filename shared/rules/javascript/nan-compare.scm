((binary_expression
  left: (_) @value
  operator: ["==" "==="]
  right: (identifier) @_nan) @match
  (#eq? @_nan "NaN")
  (#set! id "js/nan-compare")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Nothing equals NaN, not even NaN: this comparison always gives the same. Use `Number.isNaN`.")
  (#set! fix "Use `Number.isNaN`")
  (#set! fix.replace.match "Number.isNaN({value})"))

((binary_expression
  left: (_) @value
  operator: ["!=" "!=="]
  right: (identifier) @_nan) @match
  (#eq? @_nan "NaN")
  (#set! fix "Use `Number.isNaN`")
  (#set! fix.replace.match "!Number.isNaN({value})"))

((switch_case value: (identifier) @_nan) @match
  (#eq? @_nan "NaN")
  (#set! message "No value equals NaN, so this case is never taken. Test with `Number.isNaN` before the switch."))
