((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (number_literal) @mode .)) @match
  (#any-of? @function "chmod" "fchmod" "lchmod")
  (#match? @mode "^0[0-7]*[2367]$")
  (#set! id "c/open-permissions")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 732)
  (#set! message "Mode `{mode}` lets every user of the machine write to this. Give the owner what is needed, and others at most to read: `0644`, `0755`."))

((call_expression
  function: (identifier) @function
  arguments: (argument_list . (_) . (number_literal) @mode .)) @match
  (#any-of? @function "chmod" "fchmod")
  (#match? @mode "^(777|755|644|666|600|700|640|750)$")
  (#set! message "`{mode}` without a leading 0 is a decimal number and sets other bits than it seems to. Write `0{mode}`.")
  (#set! fix "Write it in octal")
  (#set! fix.before.mode "0"))
