((call_expression
  function: (_) @function
  arguments: (arguments . (_) @path)) @match
  (#match? @path "\\b(req|request|ctx)\\.(query|params|body)\\b")
  (#not-match? @path "\\b(basename|sanitize|safe)")
  (#set! id "js/path-traversal")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 22)
  (#set! message "`{path}` comes from the request and names a file: with `../` in it, any file. Resolve it and check that it is inside your folder.")
  (#set! resolve.function "fs.readFile|fs.readFileSync|fs.createReadStream|fs.writeFile|fs.writeFileSync|fs.unlink|fs.unlinkSync|fs.promises.readFile|fs/promises.readFile|res.sendFile|response.sendFile|res.download"))
