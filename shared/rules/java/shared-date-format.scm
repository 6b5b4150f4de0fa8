((field_declaration
  (modifiers "static")
  type: (type_identifier) @type) @match
  (#any-of? @type "SimpleDateFormat" "DateFormat" "Calendar" "DecimalFormat")
  (#set! id "java/shared-date-format")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 362)
  (#set! message "`{type}` keeps state while it works: two threads at once get wrong dates or exceptions. Use `DateTimeFormatter`, which is immutable, or one per call."))
