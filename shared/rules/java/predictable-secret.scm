((method_invocation object: [(object_creation_expression type: (type_identifier) @_type) (identifier) @_type] name: (identifier) @_name) @match
  (#match? @_type "^(Random|Math|random|rand|rnd|ThreadLocalRandom)$")
  (#any-of? @_name "nextInt" "nextLong" "nextBytes" "nextDouble" "random" "ints")
  (#set! id "java/predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 338)
  (#set! message "What `Random` gives can be computed from what it gave before; a secret must not be. Use `SecureRandom`."))
