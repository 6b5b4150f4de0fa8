((assignment_expression
  left: (member_expression property: (property_identifier) @_property)
  right: (_) @code) @match
  (#any-of? @_property "innerHTML" "outerHTML")
  (#set! id "js/html-injection")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 79)
  (#set! message "`{code}` becomes HTML as it is: text with a tag in it runs as script in the reader's page. Use `textContent`, or sanitise it first.")
  (#set! dynamic.code ""))

((call_expression
  function: (member_expression property: (property_identifier) @_method)
  arguments: (arguments (_) (_) @code)) @match
  (#eq? @_method "insertAdjacentHTML")
  (#set! dynamic.code ""))

((call_expression
  function: (member_expression object: (identifier) @_object property: (property_identifier) @_method)
  arguments: (arguments . (_) @code)) @match
  (#eq? @_object "document")
  (#any-of? @_method "write" "writeln")
  (#set! dynamic.code ""))
