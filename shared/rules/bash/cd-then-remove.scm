((command name: (command_name) @_cd argument: (_) @folder) @match
  . (command name: (command_name) @_rm) @remove
  (#eq? @_cd "cd")
  (#eq? @_rm "rm")
  (#match? @remove "^rm\\s+(-\\S+\\s+)*(\\*|\\.|[A-Za-z_]\\S*(\\s|$))")
  (#match? @remove "\\s-\\w*[rR]|\\*")
  (#set! id "sh/cd-then-remove")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "When `{folder}` does not exist, `cd` fails, the script goes on, and `rm` works where it stands. Write `cd … || exit`."))
