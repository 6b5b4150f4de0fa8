((invocation_expression function: (member_access_expression expression: (_) @_gc name: (identifier) @_collect)) @match
  (#match? @_gc "^(System\\.)?GC$")
  (#eq? @_collect "Collect")
  (#set! id "cs/collector-forced")
  (#set! severity "info")
  (#set! category "performance")
  (#set! confidence "medium")
  (#set! message "A forced collection stops every thread and makes short-lived objects old. The collector knows better when; dispose of what is large instead."))
