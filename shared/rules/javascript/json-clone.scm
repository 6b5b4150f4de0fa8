((call_expression
  function: (member_expression) @_parse
  arguments: (arguments
    . (call_expression function: (member_expression) @_stringify arguments: (arguments . (_) @value .)) .)) @match
  (#eq? @_parse "JSON.parse")
  (#eq? @_stringify "JSON.stringify")
  (#set! id "js/json-clone")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "Cloning by way of JSON is slow and loses dates, maps, undefined and cycles. `structuredClone` copies them.")
  (#set! fix "Use structuredClone")
  (#set! fix.replace.match "structuredClone({value})"))
