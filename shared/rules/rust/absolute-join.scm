((call_expression
  function: (field_expression value: (_) @base field: (field_identifier) @_join)
  arguments: (arguments . (string_literal) @path .)) @match
  (#eq? @_join "join")
  (#match? @path "^\"/[A-Za-z0-9._-]+")
  (#not-match? @base "(split|collect|map|lines|vec!|\\])[^.]*$")
  (#set! id "rs/absolute-join")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "Joined with an absolute path, a `Path` forgets what it was: the result is {path} alone. Drop the slash at its start."))
