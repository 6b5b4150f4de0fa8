((assignment
  left: (identifier) @name
  right: (_ (_)) @_value) @match
  (#match? @name "([tT]oken|TOKEN|[sS]ecret|SECRET|[pP]assword|PASSWORD|[nN]once|[sS]alt|[oO]tp|session_id|api_key)$")
  (#match? @_value "\\brandom\\.(random|randint|choice|choices|randrange|getrandbits|sample)\\(")
  (#not-match? @_value "SystemRandom")
  (#set! id "py/predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 338)
  (#set! message "The `random` module can be predicted from what it gave before; `{name}` ought not to be. Use the `secrets` module."))
