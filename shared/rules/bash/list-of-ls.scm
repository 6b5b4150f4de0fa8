((for_statement value: (command_substitution . (command name: (command_name) @_ls) .) @report) @match
  (#eq? @_ls "ls")
  (#set! id "sh/list-of-ls")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Names with a space fall apart, and those with `*` grow. Let the shell list: `for file in *; do`."))
