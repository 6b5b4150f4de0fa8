((call_expression
  function: (selector_expression field: (field_identifier) @_name) @function
  arguments: (argument_list . [(identifier) (call_expression)] @channel)) @match
  (#eq? @_name "Notify")
  (#set! id "go/signal-unbuffered")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Signals are not waited for: one that comes while nobody reads from this channel is lost. Give it a buffer, `make(chan os.Signal, 1)`.")
  (#set! resolve.function "os/signal.Notify"))
