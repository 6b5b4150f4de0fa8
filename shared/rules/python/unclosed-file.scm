((call
  function: (attribute
    object: (call function: (identifier) @_open)
    attribute: (identifier) @_method)) @match
  (#eq? @_open "open")
  (#any-of? @_method "read" "readlines" "readline" "write" "writelines")
  (#set! id "py/unclosed-file")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! cwe 772)
  (#set! message "The file stays open until the garbage collector comes by. Use `with open(…)`, or `Path.read_text`."))
