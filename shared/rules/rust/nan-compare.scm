((binary_expression left: (_) @left operator: "==" right: (scoped_identifier) @nan) @match
  (#match? @nan "(^|::)f(32|64)::NAN$")
  (#set! id "rs/nan-compare")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Nothing equals NaN, not even itself, so this is always the same. Ask `.is_nan()`.")
  (#set! fix "Use `is_nan`")
  (#set! fix.replace.match "{left}.is_nan()")
  (#set! fix.safe "yes"))

((binary_expression left: (_) @left operator: "!=" right: (scoped_identifier) @nan) @match
  (#match? @nan "(^|::)f(32|64)::NAN$")
  (#set! fix "Use `is_nan`")
  (#set! fix.replace.match "!{left}.is_nan()")
  (#set! fix.safe "yes"))
