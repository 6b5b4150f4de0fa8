((throw_statement [(string) (template_string) (number)] @text) @match
  (#set! id "js/throw-text")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "A thrown text has no stack and is no `Error`: handlers that look for one miss it. Throw `new Error(…)`.")
  (#set! fix "Wrap it in an Error")
  (#set! fix.before.text "new Error(")
  (#set! fix.after.text ")"))
