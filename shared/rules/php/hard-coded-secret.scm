([(string (string_content) @_text) (encapsed_string . (string_content) @_text .)] @match
  (#match? @_text "^(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,}|xox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{20,}|sk_live_[A-Za-z0-9]{20,}|sk-ant-[A-Za-z0-9_-]{30,}|AIza[0-9A-Za-z_-]{35}|glpat-[A-Za-z0-9_-]{20})$")
  (#set! id "php/hard-coded-secret")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 798)
  (#set! message "This looks like a live credential. Whoever reads the code, or its history, has it: revoke it, and read it from the environment."))
