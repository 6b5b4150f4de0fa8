((method_invocation
  object: (object_creation_expression type: (type_identifier) @_type)
  name: (identifier) @report
  arguments: (argument_list) @_none) @match
  (#eq? @_type "Thread")
  (#eq? @report "run")
  (#eq? @_none "()")
  (#set! id "java/thread-run")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 572)
  (#set! message "`run` does the work here and now; no thread is started. Call `start`.")
  (#set! fix "Call start")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "start"))
