((redirected_statement
  body: [(command name: (command_name) @_name argument: (word) @file) (pipeline . (command name: (command_name) @_name argument: (word) @file))]
  redirect: (file_redirect ">" destination: (word) @report)) @match
  (#eq? @file @report)
  (#any-of? @_name "sort" "sed" "awk" "grep" "egrep" "cut" "tr" "head" "tail" "uniq" "jq" "cat" "tac" "column" "envsubst" "xmllint")
  (#not-match? @report "^/dev/")
  (#set! id "sh/read-and-write-same")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "The shell empties `{report}` before the command reads it: all is lost. Write to another file and move it, or use `sponge`, `sort -o` or `sed -i`."))
