((call
  receiver: (call receiver: (_) method: (identifier) @first block: (_) !arguments)
  method: (identifier) @then
  !arguments !block) @match
  (#eq? @first "select")
  (#eq? @then "first")
  (#set! id "rb/wasted-array")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "medium")
  (#set! message "All are collected, and all but one thrown away. `find` stops at the first that fits."))

((call
  receiver: (call receiver: (_) method: (identifier) @first !arguments !block)
  method: (identifier) @then) @match
  (#eq? @first "reverse")
  (#eq? @then "each")
  (#set! message "`reverse` makes a whole new array only to walk over it. `reverse_each` walks backwards."))

((call
  receiver: (call receiver: (_) method: (identifier) @first !arguments !block)
  method: (identifier) @then
  !arguments !block) @match
  (#eq? @first "shuffle")
  (#eq? @then "first")
  (#set! message "All are shuffled to take one. `sample` takes one at random."))

((call
  receiver: (call receiver: (_) method: (identifier) @first !arguments !block)
  method: (identifier) @then
  !arguments !block) @match
  (#eq? @first "sort")
  (#any-of? @then "first" "last")
  (#set! message "All are sorted to take one. `min` and `max` look at each once."))
