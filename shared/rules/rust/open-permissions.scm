((call_expression
  function: [(field_expression field: (field_identifier) @function) (scoped_identifier name: (identifier) @function)]
  arguments: (arguments . (integer_literal) @mode .)) @match
  (#any-of? @function "set_mode" "from_mode")
  (#match? @mode "^0o[0-7]*[2367]$")
  (#set! id "rs/open-permissions")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 732)
  (#set! message "Mode `{mode}` lets every user of the machine write to this. Give the owner what is needed, and others at most to read: `0o644`, `0o755`."))

((call_expression
  function: [(field_expression field: (field_identifier) @function) (scoped_identifier name: (identifier) @function)]
  arguments: (arguments . (integer_literal) @mode .)) @match
  (#any-of? @function "set_mode" "from_mode" "mode")
  (#match? @mode "^(777|755|644|666|600|700|640|750)$")
  (#set! message "`{mode}` is a decimal number and sets other bits than it seems to. Octal is written `0o{mode}`.")
  (#set! fix "Write it in octal")
  (#set! fix.before.mode "0o"))
