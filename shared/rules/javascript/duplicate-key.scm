((object (pair key: [(property_identifier) (string)]) . (pair)) @match
  (#set! id "js/duplicate-key")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "This key was set before in the same object; only the last value stays."))
