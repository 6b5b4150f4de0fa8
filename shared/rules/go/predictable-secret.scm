((call_expression function: (selector_expression field: (field_identifier) @_name) @function) @match
  (#any-of? @_name "Int" "Intn" "IntN" "Int31" "Int31n" "Int63" "Int63n" "Uint32" "Uint64" "Read" "N" "Perm")
  (#set! id "go/predictable-secret")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 338)
  (#set! message "`{function}` is of math/rand, which can be predicted from what it gave before; a secret must not be. Use crypto/rand.")
  (#set! resolve.function "math/rand.Int|math/rand.Intn|math/rand.Int31|math/rand.Int31n|math/rand.Int63|math/rand.Int63n|math/rand.Uint32|math/rand.Uint64|math/rand.Read|math/rand.Perm|math/rand/v2.Int|math/rand/v2.IntN|math/rand/v2.N|math/rand/v2.Uint32|math/rand/v2.Uint64"))
