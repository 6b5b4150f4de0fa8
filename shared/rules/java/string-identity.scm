((binary_expression left: (_) @left operator: "==" right: (string_literal) @right) @match
  (#set! id "java/string-identity")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 597)
  (#set! message "`==` asks whether both are the same object, which for texts is chance. Use `equals`.")
  (#set! fix "Use equals")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "{right}.equals({left})"))

((binary_expression left: (_) @left operator: "!=" right: (string_literal) @right) @match
  (#set! fix "Use equals")
  (#set! fix.safe "yes")
  (#set! fix.replace.match "!{right}.equals({left})"))

((binary_expression left: (string_literal) @left operator: ["==" "!="] right: (_) @_right) @match
  (#not-match? @_right "^\""))
