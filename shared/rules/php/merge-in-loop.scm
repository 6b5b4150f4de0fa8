((assignment_expression
  left: (_) @list
  right: (function_call_expression function: (name) @function arguments: (arguments . (argument (_) @_first) . (argument)))) @match
  (#any-of? @function "array_merge" "array_merge_recursive" "array_unique")
  (#eq? @list @_first)
  (#set! id "php/merge-in-loop")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "Every round copies all of `{list}`, so the loop takes the square of its length. Collect the parts and merge once behind the loop: `array_merge(...$parts)`.")
  (#set! inside "for_statement|foreach_statement|while_statement|do_statement"))
