((command
  name: (command_name) @_trap
  argument: (string [(simple_expansion) (expansion) (command_substitution)]) @report) @match
  (#eq? @_trap "trap")
  (#not-match? @report "'|\\\\|\\$[?_]")
  (#set! id "sh/early-trap")
  (#set! severity "info")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "Between double quotes this is filled in now, not when the trap runs; what is assigned later is not seen. Write it between single quotes."))
