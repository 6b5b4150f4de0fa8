((macro_invocation macro: (identifier) @macro (token_tree)) @match
  (#eq? @macro "dbg")
  (#set! id "rs/left-over-macro")
  (#set! severity "warning")
  (#set! category "smell")
  (#set! confidence "high")
  (#set! cwe 489)
  (#set! message "`dbg!` was most likely left here while looking for something; it writes to everybody's error output. Take it out."))

((macro_invocation macro: (identifier) @macro (token_tree)) @match
  (#eq? @macro "todo")
  (#set! message "`{macro}!` panics when the program comes here. Write what is missing, or return an error that says so."))
