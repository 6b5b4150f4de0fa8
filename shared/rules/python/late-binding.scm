((for_statement
  left: (identifier) @variable
  body: (block (expression_statement
    (call function: (attribute attribute: (identifier) @_method)
      arguments: (argument_list (lambda !parameters body: (_) @body) @report))))) @match
  (#any-of? @_method "append" "add" "connect" "register" "bind" "after")
  (#set! id "py/late-binding")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "This lambda looks `{variable}` up when it is called, after the loop: all of them see its last value. Bind it: `lambda {variable}={variable}: …`."))
