((binary
  left: [(identifier) (instance_variable) (call)] @left
  operator: ["==" "!=" "<" ">" "<=" ">=" "&&" "||" "/" "%" "-"]
  right: [(identifier) (instance_variable) (call)] @_right) @match
  (#eq? @left @_right)
  (#not-match? @left "[(\\[{!?]|\\b(rand|gets|next|shift|pop|read)\\b")
  (#set! id "rb/same-operands")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 1025)
  (#set! message "Both sides are `{left}`: the result is known beforehand, so one of them was meant to be something else."))
