((call_expression
  function: (selector_expression field: (field_identifier) @_name)
  arguments: (argument_list (interpreted_string_literal) @report .)) @match
  (#any-of? @_name "Format" "AppendFormat")
  (#match? @report "^\"[^\"]*(YYYY|yyyy|MM[-/]DD|dd[-/]MM|HH:mm|hh:mm|2006-02-01|%Y-%m|2006/02/01)")
  (#set! id "go/time-layout")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Go's layouts are the moment 2006-01-02 15:04:05 written as you want it; {report} is printed as it stands, or with day and month exchanged."))

((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . (interpreted_string_literal) @report)) @match
  (#any-of? @_name "Parse" "ParseInLocation")
  (#match? @report "^\"[^\"]*(YYYY|yyyy|MM[-/]DD|dd[-/]MM|HH:mm|hh:mm|2006-02-01|%Y-%m|2006/02/01)")
  (#set! resolve.function "time.Parse|time.ParseInLocation"))
