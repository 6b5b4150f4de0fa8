([
  (class_specifier name: (type_identifier) @name @report body: (field_declaration_list))
  (struct_specifier name: (type_identifier) @name @report body: (field_declaration_list))
] @match
  (#set! id "cpp/virtual-destructor")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "medium")
  (#set! message "`{name}` has pure virtual functions but no virtual destructor: deleting one of its kind through it is undefined and leaks. Add `virtual ~{name}() = default;`.")
  (#set! cwe 1045))
