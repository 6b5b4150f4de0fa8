((statement_list
  (short_var_declaration
    left: (expression_list . (identifier) @_value . (identifier) @error .)
    right: (expression_list (call_expression)) )
  . (defer_statement
      (call_expression
        function: (selector_expression
          operand: [(identifier) @_used (selector_expression operand: (identifier) @_used field: (field_identifier) @_body)]
          field: (field_identifier) @_close))) @report) @match
  (#eq? @_value @_used)
  (#eq? @_close "Close")
  (#match? @error "[eE]rr")
  (#set! id "go/defer-before-check")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 476)
  (#set! message "`{error}` is not checked yet: when the call failed there is nothing to close, and this may panic. Move it below the check."))
