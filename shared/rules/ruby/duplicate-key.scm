((hash (pair) (pair)) @match
  (#set! id "rb/duplicate-key")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 561)
  (#set! message "This key is in the hash already; the last one wins, and the value above is lost."))
