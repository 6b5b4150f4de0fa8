((call
  function: (_) @function
  arguments: (argument_list (keyword_argument name: (identifier) @_verify value: (false)) @report)) @match
  (#eq? @_verify "verify")
  (#set! id "py/unchecked-tls")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "The certificate of the other side is not checked: anybody in between can read and change everything. Pass your own authority as `verify=\"ca.pem\"` instead.")
  (#set! resolve.function "requests.get|requests.post|requests.put|requests.patch|requests.delete|requests.head|requests.options|requests.request|httpx.get|httpx.post|httpx.put|httpx.patch|httpx.delete|httpx.head|httpx.request|httpx.Client|httpx.AsyncClient"))

((call function: (_) @function) @match
  (#set! resolve.function "ssl._create_unverified_context"))
