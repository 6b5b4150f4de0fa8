((local_variable_declaration
  declarator: (variable_declarator
    name: (identifier) @name
    value: (object_creation_expression type: (type_identifier) @type))) @match
  (#any-of? @type "FileInputStream" "FileOutputStream" "FileReader" "FileWriter" "RandomAccessFile" "Socket" "ServerSocket" "ZipFile" "JarFile" "PrintWriter")
  (#set! id "java/unclosed-file")
  (#set! severity "warning")
  (#set! category "performance")
  (#set! confidence "high")
  (#set! cwe 772)
  (#set! message "`{name}` is never closed: the handle stays until the collector comes by, and what was buffered may be lost. Open it in `try ({type} {name} = …)`."))
