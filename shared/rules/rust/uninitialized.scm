((call_expression function: (_) @function) @match
  (#match? @function "^((std|core)::)?mem::uninitialized(::<|$)")
  (#set! id "rs/uninitialized")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 457)
  (#set! message "`{function}` is undefined at once for nearly every type, even if nothing is read. Use `MaybeUninit`, or a value."))

((call_expression function: (_) @function) @match
  (#match? @function "^((std|core)::)?mem::zeroed::<(&|Box<|Arc<|Rc<|NonNull<|String>|Vec<|fn\\()")
  (#set! message "`{function}` makes a null pointer where none may be: undefined at once. Use `MaybeUninit`, or an `Option`."))
