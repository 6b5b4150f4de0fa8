((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (_) @source)) @match
  (#any-of? @_name "Open" "ReadFile" "OpenFile" "Create" "WriteFile" "Remove" "RemoveAll")
  (#set! id "go/path-traversal")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 22)
  (#set! message "`{source}` comes from the request and names a file: with `../` in it, any file. Check it with `filepath.IsLocal`, or open it through `os.Root`.")
  (#set! resolve.function "os.Open|os.ReadFile|os.OpenFile|os.Create|os.WriteFile|os.Remove|os.RemoveAll|io/ioutil.ReadFile"))
