((call
  receiver: (constant) @_module
  method: (identifier) @method
  arguments: (argument_list . [
    (element_reference object: (identifier) @_params)
    (string (interpolation (element_reference object: (identifier) @_params)))
    (call method: (identifier) @_join arguments: (argument_list (element_reference object: (identifier) @_params)))
  ] @path)) @match
  (#match? @_module "^(File|IO|Dir|FileUtils)$")
  (#any-of? @method "read" "open" "new" "binread" "readlines" "write" "binwrite" "delete" "unlink" "rm" "rm_rf" "rm_r" "glob")
  (#eq? @_params "params")
  (#set! id "rb/path-traversal")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 22)
  (#set! message "`../` in the request reaches any file of the machine through `{path}`. Take `File.basename` of it, or look the file up by an id."))

((call
  !receiver
  method: (identifier) @method
  arguments: (argument_list . [
    (element_reference object: (identifier) @_params)
    (string (interpolation (element_reference object: (identifier) @_params)))
  ] @path)) @match
  (#eq? @method "send_file")
  (#eq? @_params "params"))
