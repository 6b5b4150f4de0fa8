((call
  receiver: (constant) @_module
  method: (identifier) @_load
  arguments: (argument_list . (_) @data)) @match
  (#eq? @_module "YAML")
  (#any-of? @_load "unsafe_load" "unsafe_load_file")
  (#set! id "rb/unsafe-load")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 502)
  (#set! message "This makes objects of any class from `{data}`; some classes run code when they are made. Use `YAML.safe_load` and permit the classes that are needed."))

((call
  receiver: (constant) @_module
  method: (identifier) @_load
  arguments: (argument_list . [
    (element_reference object: (identifier) @_input)
    (call receiver: (identifier) @_input)
  ] @data)) @match
  (#eq? @_module "Marshal")
  (#any-of? @_load "load" "restore")
  (#any-of? @_input "params" "cookies" "request" "session")
  (#set! message "`{data}` comes from the request, and `Marshal` makes any object from it, which is as good as running code. Use JSON."))
