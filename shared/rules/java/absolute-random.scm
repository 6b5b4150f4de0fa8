((method_invocation
  object: (identifier) @_math name: (identifier) @_abs
  arguments: (argument_list . (method_invocation name: (identifier) @_name arguments: (argument_list) @_none) @value .)) @match
  (#eq? @_math "Math")
  (#eq? @_abs "abs")
  (#any-of? @_name "nextInt" "nextLong" "hashCode")
  (#eq? @_none "()")
  (#set! id "java/absolute-random")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "The smallest `int` has no positive twin: `Math.abs` then gives a negative number, rarely enough to reach production. Use `nextInt(bound)` or `Math.floorMod`."))
