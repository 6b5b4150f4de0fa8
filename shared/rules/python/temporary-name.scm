((call function: (_) @function) @match
  (#set! id "py/temporary-name")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 377)
  (#set! message "Between this name and the file somebody else can put a link there. Use `NamedTemporaryFile` or `mkstemp`, which make the file at once.")
  (#set! resolve.function "tempfile.mktemp|os.tempnam|os.tmpnam"))
