((call
  function: (_) @function
  arguments: (argument_list (_) . (integer) @mode)) @match
  (#match? @mode "^0o?[0-7]*[0-7][0-7][2367]$")
  (#set! id "py/open-permissions")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 732)
  (#set! message "Everybody on this machine may write the file. Give it 0o600, or 0o644 for others to read.")
  (#set! resolve.function "os.chmod"))
