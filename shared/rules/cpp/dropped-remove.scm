((expression_statement (call_expression
  function: (_) @function
  arguments: (argument_list
    . (call_expression function: (field_expression argument: (_) @container field: (field_identifier) @_begin))
    . (call_expression function: (field_expression field: (field_identifier) @_end)))) @report) @match
  (#match? @function "^(std::)?(ranges::)?(remove|remove_if|unique)$")
  (#eq? @_begin "begin")
  (#eq? @_end "end")
  (#set! id "cpp/dropped-remove")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 252)
  (#set! message "`{function}` only moves what stays to the front; `{container}` keeps its size and some old values. Pass what it gives to `{container}.erase(…, {container}.end())`, or use `std::erase_if`."))
