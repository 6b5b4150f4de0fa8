((catch_clause
  (catch_formal_parameter (catch_type . (type_identifier) @_type .) name: (identifier) @error)
  body: (block) @_body) @match
  (#eq? @_type "InterruptedException")
  (#not-match? @error "^(ignore|cannot|cant|never|impossible)")
  (#not-match? @_body "interrupt|throw|return|break|System\\.exit|//|/\\*|[dD]one|fail\\(")
  (#set! id "java/swallowed-interrupt")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "Somebody asked this thread to stop, and nobody will know. Call `Thread.currentThread().interrupt()`, or let it through."))
