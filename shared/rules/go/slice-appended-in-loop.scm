((for_statement
  (range_clause left: (expression_list . (identifier) @_index . (identifier) @_value .) right: [(identifier) (selector_expression)] @list)
  body: (block (statement_list .
    (assignment_statement
      left: (expression_list . (_) @target .)
      operator: "="
      right: (expression_list . (call_expression
        function: (identifier) @_append
        arguments: (argument_list . (_) @_same . (identifier) @_item .)) .)) .))) @match
  (#eq? @_index "_")
  (#eq? @_append "append")
  (#eq? @target @_same)
  (#eq? @_value @_item)
  (#set! id "go/slice-appended-in-loop")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "low")
  (#set! message "The slice grows again and again. `append({target}, {list}...)` makes room once.")
  (#set! fix "Append all at once")
  (#set! fix.replace.match "{target} = append({target}, {list}...)"))
