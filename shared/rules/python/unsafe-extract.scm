((call
  function: (attribute object: (identifier) @_archive attribute: (identifier) @_method)
  arguments: (argument_list) @arguments) @match
  (#match? @_archive "^(tar|tarball|tar_file|tarfile|tf)$")
  (#any-of? @_method "extractall" "extract")
  (#not-match? @arguments "filter|members")
  (#set! id "py/unsafe-extract")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 22)
  (#set! message "Names in an archive may hold `../`, and then files land anywhere. Pass `filter=\"data\"`."))
