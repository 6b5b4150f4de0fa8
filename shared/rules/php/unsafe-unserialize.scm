((function_call_expression
  function: (name) @_function
  arguments: (arguments . (argument (_) @data) .)) @match
  (#eq? @_function "unserialize")
  (#match? @data "\\$_(GET|POST|REQUEST|COOKIE|SERVER)\\b|php://input")
  (#set! id "php/unsafe-unserialize")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 502)
  (#set! message "`unserialize` makes objects of any class from the request; their destructors run code. Use `json_decode`, or allow no classes: `['allowed_classes' => false]`."))
