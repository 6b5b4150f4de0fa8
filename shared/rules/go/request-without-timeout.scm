((call_expression function: (selector_expression field: (field_identifier) @_name) @function) @match
  (#any-of? @_name "Get" "Post" "PostForm" "Head")
  (#set! id "go/request-without-timeout")
  (#set! severity "info")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! cwe 400)
  (#set! message "The default client has no timeout: when the other side stops answering, this waits for ever. Use an `http.Client` with a `Timeout`, or a request with a context.")
  (#set! resolve.function "net/http.Get|net/http.Post|net/http.PostForm|net/http.Head"))
