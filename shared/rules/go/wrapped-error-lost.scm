((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (interpreted_string_literal) @report (identifier) @error .)) @match
  (#eq? @_name "Errorf")
  (#match? @report "%[vs]\"$")
  (#eq? @error "err")
  (#set! id "go/wrapped-error-lost")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "medium")
  (#set! message "`%v` keeps only the words of `{error}`: callers can no longer tell with `errors.Is` what happened. Use `%w`.")
  (#set! resolve.function "fmt.Errorf"))
