((call function: (_) @function) @match
  (#set! id "py/blocking-sleep")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{function}` stops the whole event loop, and every task with it. Await its asynchronous counterpart.")
  (#set! resolve.function "time.sleep|requests.get|requests.post|requests.put|requests.delete|subprocess.run|urllib.request.urlopen")
  (#set! inside "function_definition"))
