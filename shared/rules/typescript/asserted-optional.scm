((non_null_expression (member_expression (optional_chain))) @match
  (#set! id "ts/asserted-optional")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`?.` says that it may be missing, `!` that it is not: where it is missing, this is undefined under another name. Decide for one."))
