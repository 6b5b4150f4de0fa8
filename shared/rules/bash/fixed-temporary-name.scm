((variable_assignment value: (_) @report) @match
  (#match? @report "^\"?(/var)?/tmp/[^\"\\s]*\\$(\\$|RANDOM\\b|\\{RANDOM\\}|\\{\\$\\}|\\(date)")
  (#set! id "sh/fixed-temporary-name")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 377)
  (#set! message "Others can guess this name and put a link there first; the script then writes into a file of theirs or yours. Use `mktemp`."))
