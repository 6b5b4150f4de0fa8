((assert_statement . (tuple . (_) @condition (_) @text .) @report .) @match
  (#set! id "py/assert-tuple")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "A tuple with something in it is always true: this asserts nothing. Take the parentheses away.")
  (#set! fix "Take the parentheses away")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "{condition}, {text}"))
