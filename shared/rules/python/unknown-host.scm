((call
  function: (attribute attribute: (identifier) @_method)
  arguments: (argument_list . (_) @_policy)) @match
  (#eq? @_method "set_missing_host_key_policy")
  (#match? @_policy "(AutoAdd|Warning)Policy")
  (#set! id "py/unknown-host")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 295)
  (#set! message "Any key is accepted for a host that is not known, so that whoever sits in between is taken for it. Load known hosts and keep `RejectPolicy`."))
