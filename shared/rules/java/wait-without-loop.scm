((method_invocation !object name: (identifier) @_wait) @match
  (#eq? @_wait "wait")
  (#set! id "java/wait-without-loop")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "A thread may wake up for no reason, or too late. Ask again in a loop: `while (!ready) wait();`.")
  (#set! not-inside "while_statement|for_statement|do_statement"))

((method_invocation object: (identifier) @_lock name: (identifier) @_wait arguments: (argument_list) @_none) @match
  (#eq? @_wait "wait")
  (#match? @_lock "[lL]ock|[mM]utex|[mM]onitor|this")
  (#eq? @_none "()")
  (#set! not-inside "while_statement|for_statement|do_statement"))
