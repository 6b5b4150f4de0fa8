((expression_statement (binary_expression left: [(identifier) (field_expression) (subscript_expression)] @left operator: "==" right: (_) @right) @report) @match
  (#set! id "c/lone-comparison")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 482)
  (#set! message "The comparison is made and thrown away. With one `=` it would assign, which is most likely what was meant.")
  (#set! fix "Assign")
  (#set! fix.replace.report "{left} = {right}"))
