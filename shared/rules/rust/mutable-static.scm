((static_item (mutable_specifier) name: (identifier) @name) @match
  (#set! id "rs/mutable-static")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "medium")
  (#set! cwe 362)
  (#set! message "Two threads that touch `{name}` at once are undefined behaviour, and nothing here keeps them apart. Use an atomic, a `Mutex` or a `OnceLock`."))
