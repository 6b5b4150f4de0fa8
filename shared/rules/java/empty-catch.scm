((catch_clause
  (catch_formal_parameter (catch_type) @type name: (identifier) @_name)
  body: (block) @_body) @match
  (#match? @_body "^\\{\\s*\\}$")
  (#not-match? @_name "^(ignore|expected|unused|_|ok|cannot|cant|never|impossible)")
  (#not-match? @type "InterruptedException|CloneNotSupported")
  (#set! id "java/empty-catch")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 390)
  (#set! message "`{type}` vanishes here without a trace. Handle it, log it, or call it `ignored` and say in a comment why."))
