((variable_assignment name: (variable_name) @_name value: (_) @report) @match
  (#eq? @_name "PATH")
  (#match? @report "^[\"']?\\.?:|:\\.?:|:\\.?[\"']?$")
  (#set! id "sh/path-with-dot")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 426)
  (#set! message "With `.` or an empty part in PATH, a file called `ls` in any folder is run instead of the real one. Name whole paths."))
