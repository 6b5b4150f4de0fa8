((call_expression
  function: (selector_expression field: (field_identifier) @_join) @function
  arguments: (argument_list (selector_expression operand: (identifier) @_entry field: (field_identifier) @_name) @report .)) @match
  (#eq? @_join "Join")
  (#eq? @_name "Name")
  (#match? @_entry "^(f|file|h|hdr|header|entry|zf|zipFile)$")
  (#set! id "go/zip-slip")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 22)
  (#set! message "A name in an archive may hold `../` and so lead anywhere on the disk. Skip entries for which `filepath.IsLocal` is false.")
  (#set! resolve.function "path/filepath.Join|path.Join"))
