((catch_clause
  (catch_declaration name: (identifier) @error)
  body: (block (throw_statement (identifier) @_thrown) @report) @_body) @match
  (#eq? @error @_thrown)
  (#set! id "cs/lost-stack")
  (#set! severity "warning")
  (#set! category "smell")
  (#set! confidence "high")
  (#set! message "`throw {error};` starts the stack trace anew, from here; where it went wrong is lost. `throw;` keeps it.")
  (#set! fix "Throw it on with its stack")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "throw;"))

((catch_clause
  (catch_declaration name: (identifier) @error)
  body: (block (if_statement consequence: [(block (throw_statement (identifier) @_thrown) @report) (throw_statement (identifier) @_thrown) @report]))) @match
  (#eq? @error @_thrown)
  (#set! fix "Throw it on with its stack")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "throw;"))
