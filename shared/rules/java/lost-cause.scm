((catch_clause
  (catch_formal_parameter (catch_type) @_caught name: (identifier) @error)
  body: (block . (throw_statement (object_creation_expression type: (_) @type arguments: (argument_list) @_arguments) @report) .) @body) @match
  (#not-match? @_caught "IndexOutOfBounds|NoSuch|NullPointer|ClassCast|NumberFormat|NotFound|CloneNot|Encoding|Parse")
  (#not-match? @type "ConcurrentMod|IllegalArgument|NoSuchElement|AssertionError|Unsupported|NotFound|Abort|InternalError")
  (#set! id "java/lost-cause")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "medium")
  (#set! message "`{error}` is lost, and with it the stack that says where it went wrong. Hand it on as the cause: `new {type}(…, {error})`."))
