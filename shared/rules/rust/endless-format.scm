((impl_item
  trait: [(type_identifier) @trait (scoped_type_identifier name: (type_identifier) @trait)]
  body: (declaration_list (function_item
    name: (identifier) @_name
    body: (block) @body))) @match
  (#any-of? @trait "Display" "Debug")
  (#eq? @_name "fmt")
  (#match? @body "\\bself\\b\\s*\\)|\\{self\\b|self\\.to_string\\(")
  (#set! id "rs/endless-format")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 674)
  (#set! message "To format `self`, this formats `self`: it calls itself until the stack overflows. Write the fields."))
