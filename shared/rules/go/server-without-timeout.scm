((call_expression function: (selector_expression field: (field_identifier) @_name) @function) @match
  (#any-of? @_name "ListenAndServe" "ListenAndServeTLS" "Serve")
  (#set! id "go/server-without-timeout")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 400)
  (#set! message "`{function}` sets no timeouts: clients that send a byte now and then hold connections until none is left. Make an `http.Server` with `ReadHeaderTimeout`.")
  (#set! resolve.function "net/http.ListenAndServe|net/http.ListenAndServeTLS|net/http.Serve"))

((composite_literal type: (qualified_type name: (type_identifier) @_name) @type body: (literal_value (keyed_element)) @_body) @match
  (#eq? @_name "Server")
  (#match? @_body "\\bAddr:")
  (#not-match? @_body "\\bRead(Header)?Timeout:")
  (#set! message "Without `ReadHeaderTimeout` clients that send their headers byte by byte hold connections until none is left. Set it, 5 seconds or so.")
  (#set! resolve.type "net/http.Server"))
