((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . [(interpreted_string_literal) (raw_string_literal)] @format)) @match
  (#any-of? @_name "Printf" "Sprintf" "Errorf" "Fatalf" "Panicf" "Logf")
  (#set! id "go/printf-count")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 685)
  (#set! message "The format and its values do not agree in number.")
  (#set! resolve.function "fmt.Printf|fmt.Sprintf|fmt.Errorf|log.Printf|log.Fatalf|log.Panicf|t.Errorf|t.Fatalf|t.Logf|b.Fatalf|b.Errorf"))

((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (_) . [(interpreted_string_literal) (raw_string_literal)] @format)) @match
  (#eq? @_name "Fprintf")
  (#set! resolve.function "fmt.Fprintf"))
