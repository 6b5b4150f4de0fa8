((object_creation_expression
  type: (type_identifier) @_type
  arguments: (argument_list . (string_literal) @report)) @match
  (#eq? @_type "SimpleDateFormat")
  (#match? @report "YYYY(?!.*[weu])|yyyy.?DD|yyyy.?MM.?DD|DD.?MM.?yyyy|yyyy[-/.]?mm[-/.]?dd|dd[-/.]?mm[-/.]?yyyy|HH.?MM|hh:mm(?!.*a)")
  (#set! id "java/date-pattern")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "In {report} a letter means something else: `y` is the year and `Y` that of the week, `M` the month and `m` the minute, `d` the day of the month and `D` that of the year, `H` the hour of 24 and `h` of 12."))

((method_invocation
  name: (identifier) @_name
  arguments: (argument_list . (string_literal) @report)) @match
  (#eq? @_name "ofPattern")
  (#match? @report "YYYY(?!.*[weu])|yyyy.?DD|yyyy.?MM.?DD|DD.?MM.?yyyy|yyyy[-/.]?mm[-/.]?dd|dd[-/.]?mm[-/.]?yyyy|HH.?MM|hh:mm(?!.*a)"))
