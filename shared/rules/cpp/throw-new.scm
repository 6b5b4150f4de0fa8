((throw_statement (new_expression type: (_) @type) @report) @match
  (#set! id "cpp/throw-new")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This throws a pointer: `catch ({type} &)` does not catch it, and somebody must delete it. Throw the object, without `new`."))
