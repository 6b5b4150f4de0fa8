((command . name: (command_name (word) @name) . argument: (word) @equals . argument: (_) @value .) @match
  (#eq? @equals "=")
  (#match? @name "^[A-Za-z_][A-Za-z0-9_]*$")
  (#not-match? @name "^(test|expr|let|alias|export|local|declare)$")
  (#set! id "sh/spaced-assignment")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "With spaces around the `=` this runs a command called `{name}`. Write `{name}={value}`.")
  (#set! fix "Drop the spaces")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "{name}={value}"))

((command . name: (command_name (concatenation . (simple_expansion (variable_name) @name) . (word) @_rest)) .) @match
  (#match? @_rest "^=[^=]?")
  (#set! message "The name that is assigned to has no `$`: this runs a command called what `{name}` holds, an `=` and so on."))
