((short_var_declaration
  left: (expression_list . (identifier) @name . (identifier) @report .)
  right: (expression_list . (call_expression function: (selector_expression field: (field_identifier) @_field) @function) .)) @match
  (#eq? @report "_")
  (#not-eq? @name "_")
  (#any-of? @_field "Open" "Create" "OpenFile" "Dial" "DialTimeout" "Listen" "Get" "Post" "Stat" "LoadLocation")
  (#set! id "go/discarded-error")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 252)
  (#set! message "When `{function}` fails, `{name}` is nil and its first use panics or misleads. Take the error and check it.")
  (#set! resolve.function "os.Open|os.Create|os.OpenFile|os.Stat|net.Dial|net.DialTimeout|net.Listen|net/http.Get|net/http.Post|time.LoadLocation"))
