((synchronized_statement (parenthesized_expression [(string_literal) (method_invocation)] @lock)) @match
  (#match? @lock "^(\"[^]*|getClass\\(\\)|this\\.getClass\\(\\)|\\w+\\.valueOf\\([^]*|[^]*\\.intern\\(\\))$")
  (#set! id "java/synchronized-on-value")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 662)
  (#set! message "`{lock}` is shared with code that you do not know, or is another object in a subclass. Lock a `private final Object` of your own."))
