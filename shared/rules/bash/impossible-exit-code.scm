((command name: (command_name) @name argument: [(number) (word)] @report) @match
  (#any-of? @name "exit" "return")
  (#match? @report "^(-[0-9]+|25[6-9]|2[6-9][0-9]|[3-9][0-9][0-9]|[0-9]{4,})$")
  (#set! id "sh/impossible-exit-code")
  (#set! severity "info")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Only 0 to 255 come through: {report} is cut to its last 8 bits, 256 even to 0, which means success. Choose a number from 1 to 125."))
