((dictionary (pair key: [(string) (integer) (identifier)]) (pair)) @match
  (#set! id "py/duplicate-key")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This key was set before in the same dict; only the last value stays."))
