((comparison_operator (_) @left . "==" @operator . (none) .) @match
  (#not-match? @left "\\.(c|columns)\\.")
  (#set! id "py/none-equality")
  (#set! severity "info")
  (#set! category "style")
  (#set! confidence "high")
  (#set! message "`None` is one object: ask with `is`, which no class can answer in its own way.")
  (#set! fix "Use `is`")
  (#set! fix.replace.operator "is"))

((comparison_operator (_) @left . "!=" @operator . (none) .) @match
  (#not-match? @left "\\.(c|columns)\\.")
  (#set! fix "Use `is not`")
  (#set! fix.replace.operator "is not"))
