((call_expression function: (identifier) @type arguments: (argument_list . (identifier) @number .)) @match
  (#any-of? @type "int32" "int16" "int8" "uint32" "uint16" "uint8" "byte")
  (#set! id "go/integer-overflow")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 190)
  (#set! message "`{number}` was read as a 64-bit number: `{type}` cuts off what does not fit, so that 4294967297 becomes 1. Read it with `strconv.ParseInt` (or `ParseUint`) and the bits you want, or check the range."))
