((delete_expression . (identifier) @name) @match
  (#set! id "cpp/delete-mismatch")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 762)
  (#set! message "`{name}` was made by `new[]`: `delete` without brackets is undefined, and destroys one element at most. Write `delete[]`, or use `std::vector`."))

((delete_expression "[" (identifier) @name) @match
  (#set! message "`{name}` was made by `new` for one object: `delete[]` looks for a count that was never stored. Write `delete`, or use `std::unique_ptr`."))
