((catch_clause body: (statement_block "{" . "}") @report) @match
  (#set! id "js/empty-catch")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "medium")
  (#set! cwe 390)
  (#set! message "The error disappears here. Handle it, or say in a comment why it may be ignored."))
