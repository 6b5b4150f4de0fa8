((call function: (_) @function arguments: (argument_list) @arguments) @match
  (#not-match? @arguments "timeout\\s*=|\\*\\*")
  (#set! id "py/request-without-timeout")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 400)
  (#set! message "Without a timeout this waits for ever when the other side stops answering. Pass `timeout=`.")
  (#set! resolve.function "requests.get|requests.post|requests.put|requests.patch|requests.delete|requests.head|requests.options|requests.request"))
