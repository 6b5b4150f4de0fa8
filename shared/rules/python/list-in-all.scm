((call function: (identifier) @function arguments: (argument_list . (list_comprehension) @list .)) @match
  (#any-of? @function "any" "all")
  (#set! id "py/list-in-all")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "The whole list is built before `{function}` looks at it. Without the brackets it stops at the first answer."))
