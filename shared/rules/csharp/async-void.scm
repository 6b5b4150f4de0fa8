((method_declaration
  (modifier "async")
  returns: (predefined_type) @report
  name: (identifier) @name
  parameters: (parameter_list) @_parameters) @match
  (#eq? @report "void")
  (#not-match? @name "^(On[A-Z]|Start$|Awake$|Update$)|_|Handler$|Clicked$|Changed$")
  (#not-match? @_parameters "EventArgs|object\\??\\s+sender")
  (#set! id "cs/async-void")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Nobody can wait for `{name}`, and an exception in it ends the process. Return a Task; `async void` is for event handlers.")
  (#set! fix "Return a Task")
  (#set! fix.replace.report "Task"))
