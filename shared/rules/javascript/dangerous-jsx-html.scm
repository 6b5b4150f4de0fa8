((jsx_attribute
  (property_identifier) @_name
  (jsx_expression (object (pair value: (_) @code)))) @match
  (#eq? @_name "dangerouslySetInnerHTML")
  (#set! id "js/dangerous-jsx-html")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 79)
  (#set! message "`{code}` becomes HTML as it is: a tag in it runs as script. Render it as text, or sanitise it first.")
  (#set! dynamic.code "")
  (#set! languages "javascript tsx"))
