((while_statement
  condition: (_ (unary_expression operator: "!" argument: (call_expression function: (identifier) @_feof arguments: (argument_list . (_) @file .))) @report)
  body: (compound_statement . (expression_statement (call_expression function: (identifier) @_read)))) @match
  (#eq? @_feof "feof")
  (#any-of? @_read "fgets" "fscanf" "fread" "getline" "fgetc" "getc")
  (#set! id "c/feof-loop")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`feof` is true only after a read has failed, so the last round works with old data, and after an error the loop never ends. Loop on what the read itself gives.")
  (#set! cwe 835))

((while_statement
  condition: (_ (unary_expression operator: "!" argument: (call_expression function: (identifier) @_feof arguments: (argument_list . (_) @file .))) @report)
  body: (compound_statement . (expression_statement (assignment_expression right: (call_expression function: (identifier) @_read))))) @match
  (#eq? @_feof "feof")
  (#any-of? @_read "fgets" "fscanf" "fread" "getline" "fgetc" "getc"))
