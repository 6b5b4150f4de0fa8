((function_call_expression
  function: (name) @_chmod
  arguments: (arguments . (argument) . (argument (integer) @mode) .)) @match
  (#eq? @_chmod "chmod")
  (#match? @mode "^0o?[0-7]*[2367]$")
  (#set! id "php/open-permissions")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 732)
  (#set! message "Mode `{mode}` lets every user of the machine write to this. Give the owner what is needed, and others at most to read: `0644`, `0755`."))

((function_call_expression
  function: (name) @_chmod
  arguments: (arguments . (argument) . (argument (integer) @mode))) @match
  (#any-of? @_chmod "chmod" "mkdir")
  (#match? @mode "^(777|755|644|666|600|700|640|750)$")
  (#set! message "`{mode}` without a leading 0 is a decimal number and sets other bits than it seems to. Write `0{mode}`.")
  (#set! fix "Write it in octal")
  (#set! fix.before.mode "0"))
