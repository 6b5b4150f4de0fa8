((type_annotation (type_identifier) @type) @match
  (#eq? @type "String")
  (#set! id "ts/wrapper-type")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{type}` is the type of the wrapper object, which nearly nothing is. Write `{type}` in lower case.")
  (#set! fix "Use the primitive")
  (#set! fix.replace.type "string")
  (#set! fix.safe "yes"))

((type_annotation (type_identifier) @type) @match
  (#eq? @type "Number")
  (#set! fix "Use the primitive")
  (#set! fix.replace.type "number")
  (#set! fix.safe "yes"))

((type_annotation (type_identifier) @type) @match
  (#eq? @type "Boolean")
  (#set! fix "Use the primitive")
  (#set! fix.replace.type "boolean")
  (#set! fix.safe "yes"))
