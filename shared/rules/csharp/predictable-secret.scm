((invocation_expression
  function: (member_access_expression expression: (_) @_source name: (identifier) @_name)) @match
  (#match? @_source "^(new Random\\([^]*\\)|Random\\.Shared|_?(random|rand|rnd|rng))$")
  (#any-of? @_name "Next" "NextBytes" "NextInt64" "NextDouble")
  (#set! id "cs/predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 338)
  (#set! message "What `Random` gives can be computed from what it gave before; a secret must not be. Use `RandomNumberGenerator`."))
