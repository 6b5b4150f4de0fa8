((short_var_declaration
  left: (expression_list . (identifier) @name . (identifier) .)
  right: (expression_list . (call_expression function: (selector_expression field: (field_identifier) @_method) @function) .)) @match
  (#not-eq? @name "_")
  (#any-of? @_method "Get" "Post" "PostForm" "Head" "Do")
  (#set! id "go/unclosed-body")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! cwe 772)
  (#set! message "The body of `{name}` is never closed: each request keeps its connection and two goroutines. After the check of the error, `defer {name}.Body.Close()`.")
  (#set! resolve.function "net/http.Get|net/http.Post|net/http.PostForm|net/http.Head|net/http.DefaultClient.Do|net/http.DefaultClient.Get|client.Do|c.client.Do|httpClient.Do"))
