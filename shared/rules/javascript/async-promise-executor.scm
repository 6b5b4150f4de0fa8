((new_expression
  constructor: (identifier) @_promise
  arguments: (arguments . [(arrow_function "async") (function_expression "async")])) @match
  (#eq? @_promise "Promise")
  (#set! id "js/async-promise-executor")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "An error thrown in an async executor is lost: the promise then never settles. Await before, or return the async function itself."))
