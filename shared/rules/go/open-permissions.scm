((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list (int_literal) @mode .)) @match
  (#any-of? @_name "Chmod" "WriteFile")
  (#match? @mode "^0o?[0-7]*[0-7][0-7][2367]$")
  (#not-match? @mode "^0o?666$")
  (#set! id "go/open-permissions")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 732)
  (#set! message "Everybody on this machine may write the file. Give it 0o600, or 0o644 for others to read.")
  (#set! resolve.function "os.Chmod|os.WriteFile|io/ioutil.WriteFile"))
