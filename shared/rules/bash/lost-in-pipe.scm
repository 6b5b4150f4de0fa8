((pipeline
  (while_statement
    condition: (command name: (command_name) @_read)
    body: (do_group [
      (variable_assignment name: (variable_name) @report value: [(arithmetic_expansion) (concatenation) (string) (array)])
      (test_command . (word) @report)
    ])) .) @match
  (#eq? @_read "read")
  (#set! id "sh/lost-in-pipe")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "Each part of a pipe is a process of its own: what the loop puts into `{report}` is gone after `done`. Write `done < <(command)`."))
