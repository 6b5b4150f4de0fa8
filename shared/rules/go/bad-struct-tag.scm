((field_declaration tag: (_) @report) @match
  (#match? @report "^[`\"](\\w+:\\s+\\\\?\"|\\w+:[A-Za-z_,-]+[\\s`]|\\w+=\\\\?\")")
  (#set! id "go/bad-struct-tag")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This tag cannot be read, and is passed over without a word: a key, a colon and at once the value in double quotes, as in `json:\"name\"`."))

((field_declaration name: (field_identifier) @name tag: (_) @report) @match
  (#match? @name "^[a-z]")
  (#match? @report "^[`\"](json|xml|yaml):\\\\?\"[^-]")
  (#set! message "`{name}` begins with a small letter, so encoders in other packages cannot see it: the tag has no effect. Write it with a capital, or drop the tag."))
