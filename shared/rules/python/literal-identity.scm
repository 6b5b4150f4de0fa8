((comparison_operator (_) @left . "is" @operator . [(string) (integer) (float) (tuple) (list) (dictionary)] @literal .) @match
  (#set! id "py/literal-identity")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{operator}` asks whether two objects are the same one, which for {literal} is chance. Compare with `==` or `!=`.")
  (#set! fix "Compare with ==")
  (#set! fix.replace.operator "==")
  (#set! fix.safe "yes"))

((comparison_operator (_) @left . "is not" @operator . [(string) (integer) (float) (tuple) (list) (dictionary)] @literal .) @match
  (#set! fix "Compare with !=")
  (#set! fix.replace.operator "!=")
  (#set! fix.safe "yes"))
