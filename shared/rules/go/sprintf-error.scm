((call_expression
  function: (selector_expression field: (field_identifier) @_new) @function
  arguments: (argument_list . (call_expression
    function: (selector_expression field: (field_identifier) @_sprintf) @inner
    arguments: (argument_list . (interpreted_string_literal) . (_)) @arguments) .)) @match
  (#eq? @_new "New")
  (#eq? @_sprintf "Sprintf")
  (#set! id "go/sprintf-error")
  (#set! severity "info")
  (#set! category "style")
  (#set! confidence "high")
  (#set! message "`fmt.Errorf` does both, and with `%w` keeps the error inside.")
  (#set! resolve.function "errors.New")
  (#set! resolve.inner "fmt.Sprintf")
  (#set! fix "Use fmt.Errorf")
  (#set! fix.replace.match "fmt.Errorf{arguments}"))
