((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . [(identifier) (selector_expression) (index_expression) (binary_expression)] @format .)) @match
  (#any-of? @_name "Printf" "Sprintf" "Errorf" "Fatalf" "Panicf")
  (#set! id "go/dynamic-format")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! cwe 134)
  (#set! message "A `%` in `{format}` is read as a verb and comes out as `%!x(MISSING)`. Give it as a value: `\"%s\", {format}`.")
  (#set! resolve.function "fmt.Printf|fmt.Sprintf|fmt.Errorf|log.Printf|log.Fatalf|log.Panicf")
  (#set! dynamic.format "")
  (#set! fix "Print it with %s")
  (#set! fix.safe "yes")
  (#set! fix.before.format "\"%s\", "))
