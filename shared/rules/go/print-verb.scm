((call_expression
  function: (selector_expression field: (field_identifier) @name) @function
  arguments: (argument_list . (interpreted_string_literal) @format . (_))) @match
  (#any-of? @name "Println" "Print" "Fatal" "Fatalln" "Sprint" "Sprintln")
  (#match? @format "(^|[^%])%[+#]?[dsvqxT]\\b(?![^\"]*%%)")
  (#set! id "go/print-verb")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{name}` knows no verbs and prints the `%` as it is. Use the function that ends in `f`.")
  (#set! resolve.function "fmt.Println|fmt.Print|fmt.Sprint|fmt.Sprintln|log.Println|log.Print|log.Fatal|log.Fatalln"))
