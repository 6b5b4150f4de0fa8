((expression_statement
  (method_invocation object: (_) @text name: (identifier) @method arguments: (argument_list) @_arguments)) @match
  (#any-of? @method "trim" "strip" "toUpperCase" "toLowerCase" "substring" "concat" "replaceFirst")
  (#not-match? @text "^(super|this)$")
  (#set! id "java/ignored-result")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 252)
  (#set! message "Strings never change: `{method}` gives a new one, and nobody takes it. Assign it, `{text} = {text}.{method}(…)`."))
