((expression_statement [
  (try_expression (call_expression
    function: (field_expression value: (_) @target field: (field_identifier) @method)
    arguments: (arguments . [(reference_expression) (string_literal)] @_bytes .)))
  (call_expression function: (field_expression
    value: (call_expression
      function: (field_expression value: (_) @target field: (field_identifier) @method)
      arguments: (arguments . [(reference_expression) (string_literal)] @_bytes .))
    field: (field_identifier) @_unwrap))
]) @match
  (#eq? @method "write")
  (#match? @_bytes "^(&|b\")")
  (#set! id "rs/short-write")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 252)
  (#set! message "`write` may take only a part and says how much; the rest is lost here. Use `write_all`.")
  (#set! fix "Use `write_all`")
  (#set! fix.replace.method "write_all")
  (#set! fix.safe "yes"))

((expression_statement [
  (try_expression (call_expression
    function: (field_expression value: (_) @target field: (field_identifier) @method)
    arguments: (arguments . (reference_expression (mutable_specifier)) .)))
  (call_expression function: (field_expression
    value: (call_expression
      function: (field_expression value: (_) @target field: (field_identifier) @method)
      arguments: (arguments . (reference_expression (mutable_specifier)) .))
    field: (field_identifier) @_unwrap))
]) @match
  (#eq? @method "read")
  (#set! message "`read` may fill only a part of the buffer and says how much; what is behind is old. Use `read_exact`, or the number that it gives.")
  (#set! fix "Use `read_exact`")
  (#set! fix.replace.method "read_exact"))
