((call
  !receiver
  method: (identifier) @_function
  arguments: (argument_list . (element_reference object: (identifier) @_params) @target)) @match
  (#eq? @_function "redirect_to")
  (#eq? @_params "params")
  (#set! id "rb/open-redirect")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 601)
  (#set! message "A link to your site leads wherever `{target}` says, to a copy of your login page for example. Redirect to a path of your own, or use `url_from`."))
