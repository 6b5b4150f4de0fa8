((call_expression function: (_) @function) @match
  (#match? @function "sleep$")
  (#set! id "rs/blocking-sleep")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! message "This stops the whole thread, and every task that runs on it. Inside `async` wait with `tokio::time::sleep(…).await`, or what your runtime has.")
  (#set! resolve.function "std.thread.sleep|thread.sleep"))
