((variable_declarator
  name: (identifier) @name
  value: (_ (_)) @_value) @match
  (#match? @name "([tT]oken|[sS]ecret|[pP]assword|[nN]once|[sS]alt|[cC]srf|[oO]tp|[sS]essionId|[aA]piKey)$")
  (#match? @_value "Math\\.random\\(")
  (#set! id "js/predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 338)
  (#set! message "`Math.random` can be predicted from a few of its numbers; `{name}` ought not to be. Use `crypto.randomUUID()` or `crypto.getRandomValues`."))

((pair
  key: (property_identifier) @name
  value: (_ (_)) @_value) @match
  (#match? @name "([tT]oken|[sS]ecret|[pP]assword|[nN]once|[sS]alt|[cC]srf|[oO]tp|[sS]essionId|[aA]piKey)$")
  (#match? @_value "^[^{]*Math\\.random\\("))
