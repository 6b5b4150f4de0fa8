((redirected_statement
  redirect: (file_redirect descriptor: (file_descriptor) @_from ">&" destination: (number) @_to)
  . redirect: (file_redirect !descriptor ">" destination: (word) @report)) @match
  (#eq? @_from "2")
  (#eq? @_to "1")
  (#set! id "sh/redirect-order")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Read from the left: errors go where the output went so far, to the screen; only then the output goes to `{report}`. Turn them around: `> {report} 2>&1`.")
  (#set! not-inside "pipeline|command_substitution"))
