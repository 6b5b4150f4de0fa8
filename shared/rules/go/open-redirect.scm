((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (_) . (_) . (_) @source . (_) .)) @match
  (#eq? @_name "Redirect")
  (#set! id "go/open-redirect")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 601)
  (#set! message "The request decides where the browser goes next: a link to you can lead to anybody's login page. Allow only paths of your own.")
  (#set! resolve.function "net/http.Redirect"))
