((lock_statement . [(string_literal) (typeof_expression)] @report) @match
  (#set! id "cs/lock-on-shared")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 662)
  (#set! message "{report} is shared with code that you do not know, which may lock it too. Lock a `private readonly object` of your own."))

((lock_statement . "this" @report) @match
  (#set! message "Everybody who holds this object can lock it too, and then the two wait for each other. Lock a `private readonly object` of your own."))
