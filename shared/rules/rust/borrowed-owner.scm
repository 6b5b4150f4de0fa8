((parameter type: (reference_type . type: (type_identifier) @type) @report) @match
  (#eq? @type "String")
  (#set! id "rs/borrowed-owner")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "high")
  (#set! message "Callers with a `&str` must make a `String` first. `&str` takes both.")
  (#set! not-within "impl_item|trait_item|closure_expression"))

((parameter type: (reference_type . type: (generic_type type: (type_identifier) @type type_arguments: (type_arguments . (_) @item .))) @report) @match
  (#eq? @type "Vec")
  (#set! message "Callers with an array or a slice must make a `Vec` first. `&[{item}]` takes them all.")
  (#set! not-within "impl_item|trait_item|closure_expression"))
