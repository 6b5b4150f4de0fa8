((call
  function: (_) @function
  arguments: (argument_list . (_) @text .)) @match
  (#set! id "py/unsafe-yaml")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 502)
  (#set! message "`yaml.load` with this loader makes any Python object that the text asks for, and so runs code. Use `yaml.safe_load`.")
  (#set! resolve.function "yaml.load|yaml.load_all|yaml.unsafe_load")
  (#set! fix "Use yaml.safe_load")
  (#set! fix.replace.match "yaml.safe_load({text})"))

((call
  function: (_) @function
  arguments: (argument_list (keyword_argument value: (_) @_loader))) @match
  (#match? @_loader "(^|\\.)(Unsafe|Full|C)?Loader$")
  (#not-match? @_loader "Safe")
  (#set! resolve.function "yaml.load|yaml.load_all"))
