((string (string_start) @_start (string_content)? @_text) @match
  (#match? @_start "^[fF][\"']")
  (#set! id "py/empty-f-string")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "high")
  (#set! message "This f-string has nothing to fill in. Either braces are missing, or the `f`.")
  (#set! not-within "concatenated_string"))
