((call
  receiver: (constant) @_class
  method: (identifier) @_new
  arguments: (argument_list . [(array) (hash)] @value .)
  !block) @match
  (#eq? @_class "Hash")
  (#eq? @_new "new")
  (#match? @value "^(\\[\\s*\\]|\\{\\s*\\})$")
  (#set! id "rb/shared-default")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "All keys share this one `{value}`, and `<<` on it stores no key. Give a block: `Hash.new { |hash, key| hash[key] = {value} }`.")
  (#set! fix "Make one for each key")
  (#set! fix.replace.match "Hash.new { |hash, key| hash[key] = {value} }"))

((call
  receiver: (constant) @_class
  method: (identifier) @_new
  arguments: (argument_list . (_) @size . [(array) (hash)] @value .)
  !block) @match
  (#eq? @_class "Array")
  (#eq? @_new "new")
  (#set! message "All places hold the same `{value}`: what is added to one is in all. Give a block: `Array.new({size}) { {value} }`.")
  (#set! fix "Make one for each place")
  (#set! fix.replace.match "Array.new({size}) { {value} }"))
