((object_creation_expression
  type: (type_identifier) @_type
  arguments: (argument_list . (decimal_floating_point_literal) @report)) @match
  (#eq? @_type "BigDecimal")
  (#match? @report "^[0-9]*\\.[0-9]*[1-9][0-9]*$")
  (#not-match? @report "\\.(5|25|75|125|375|625|875)0*$")
  (#set! id "java/decimal-from-double")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "{report} is not exact as a double, and `BigDecimal` keeps the error: 0.1 becomes 0.1000000000000000055…. Give it as text.")
  (#set! fix "Give it as text")
  (#set! fix.safe "yes")
  (#set! fix.before.report "\"")
  (#set! fix.after.report "\""))
