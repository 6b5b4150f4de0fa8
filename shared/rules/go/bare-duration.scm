((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list (int_literal) @report .)) @match
  (#any-of? @_name "Sleep" "After" "Tick" "NewTimer" "NewTicker" "WithTimeout")
  (#match? @report "^[1-9][0-9]{0,4}$")
  (#set! id "go/bare-duration")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "A plain number is nanoseconds: {report} is over before anything happens. Say the unit, as in `{report} * time.Second`.")
  (#set! resolve.function "time.Sleep|time.After|time.Tick|time.NewTimer|time.NewTicker|context.WithTimeout")
  (#set! fix "Make it seconds")
  (#set! fix.after.report " * time.Second"))

((composite_literal
  type: (qualified_type) @type
  body: (literal_value
    (keyed_element
      key: (literal_element (identifier) @_key)
      value: (literal_element (int_literal) @report)))) @match
  (#match? @_key "Timeout$")
  (#match? @report "^[1-9][0-9]{0,4}$")
  (#set! resolve.type "net/http.Client|net/http.Server|net/http.Transport|net.Dialer")
  (#set! fix "Make it seconds")
  (#set! fix.after.report " * time.Second"))
