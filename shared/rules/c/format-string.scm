((call_expression
  function: (identifier) @function
  arguments: (argument_list . [(identifier) (subscript_expression) (field_expression)] @format .)) @match
  (#eq? @function "printf")
  (#set! id "c/format-string")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 134)
  (#set! message "`{format}` is used as the format: a `%s` or `%n` in it reads or writes memory. Print it as a value: `{function}(…\"%s\", {format})`.")
  (#set! fix "Print it with `%s`")
  (#set! fix.before.format "\"%s\", ")
  (#set! fix.safe "yes"))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . [(identifier) (subscript_expression) (field_expression)] @format .)) @match
  (#any-of? @function "fprintf" "dprintf" "sprintf" "syslog")
  (#set! fix "Print it with `%s`")
  (#set! fix.before.format "\"%s\", ")
  (#set! fix.safe "yes"))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (_) . [(identifier) (subscript_expression) (field_expression)] @format .)) @match
  (#eq? @function "snprintf")
  (#set! fix "Print it with `%s`")
  (#set! fix.before.format "\"%s\", ")
  (#set! fix.safe "yes"))
