((test_command (binary_expression left: (_) operator: ">" @report right: (number))) @match
  (#set! id "sh/compared-as-text")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`>` compares texts, by which 10 comes before 9; in `[ … ]` it even writes into a file of that name. Numbers are compared with `-gt`.")
  (#set! fix "Use -gt")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "-gt"))

((test_command (binary_expression left: (_) operator: "<" @report right: (number))) @match
  (#set! message "`<` compares texts, by which 10 comes before 9; in `[ … ]` it even reads a file of that name. Numbers are compared with `-lt`.")
  (#set! fix "Use -lt")
  (#set! fix.safe "yes")
  (#set! fix.replace.report "-lt"))
