((go_statement
  (call_expression
    function: (func_literal
      body: (block (statement_list . (expression_statement
        (call_expression function: (selector_expression operand: (_) @group field: (field_identifier) @_add)) @report))) @_body))) @match
  (#eq? @_add "Add")
  (#match? @_body "\\.Done\\(\\)")
  (#set! id "go/waitgroup-add-inside")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 362)
  (#set! message "`Wait` may be reached before this goroutine has started, and then waits for nothing. Call `{group}.Add` before `go`."))
