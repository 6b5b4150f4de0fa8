((preproc_function_def
  name: (identifier) @name
  parameters: (preproc_params)
  value: (preproc_arg) @report) @match
  (#match? @report "^\\s*\\(?[^;{}\"#?]*[*/%][^;{}\"#?]*$")
  (#set! id "c/macro-argument")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "The parameters of `{name}` are pasted in as text: `{name}(a + b)` multiplies only the nearer half. Put each parameter, and the whole, in parentheses."))
