((init_declarator
  declarator: (pointer_declarator declarator: (identifier) @name)
  value: (call_expression
    function: (field_expression
      argument: [
        (parenthesized_expression (binary_expression operator: "+"))
        (call_expression function: (field_expression field: (field_identifier) @_maker))
        (call_expression function: (qualified_identifier) @_maker)
        (call_expression function: (identifier) @_maker)
      ] @text
      field: (field_identifier) @_pointer))) @match
  (#any-of? @_pointer "c_str" "data")
  (#match? @text "^\\(|(^|\\.|->)(str|substr|to_string|u8string|toStdString|toUtf8|toLocal8Bit|toLatin1)\\([^()]*\\)$|^(std::)?(w?string|to_string)\\(")
  (#set! id "cpp/dangling-c-str")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 416)
  (#set! message "`{text}` is a temporary that ends with this statement, so `{name}` points to memory that is freed. Keep the string in a variable first."))

((return_statement (call_expression
    function: (field_expression
      argument: [
        (parenthesized_expression (binary_expression operator: "+"))
        (call_expression function: (field_expression field: (field_identifier) @_maker))
        (call_expression function: (qualified_identifier) @_maker)
        (call_expression function: (identifier) @_maker)
      ] @text
      field: (field_identifier) @_pointer))) @match
  (#eq? @_pointer "c_str")
  (#match? @text "^\\(|(^|\\.|->)(str|substr|to_string|toStdString|toUtf8|toLocal8Bit|toLatin1)\\([^()]*\\)$|^(std::)?(w?string|to_string)\\(")
  (#set! message "`{text}` is a temporary that ends with this statement: the pointer into it is of no use to whoever gets it. Return the string."))
