((try_statement (except_clause (identifier) @earlier) (except_clause) @report) @match
  (#any-of? @earlier "Exception" "BaseException")
  (#set! id "py/unreachable-except")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "A clause above catches `{earlier}`, so this one never runs. Put the narrower one first."))
