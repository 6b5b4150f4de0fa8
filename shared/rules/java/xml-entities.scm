((method_invocation object: (identifier) @factory name: (identifier) @_new) @match
  (#any-of? @factory "DocumentBuilderFactory" "SAXParserFactory" "XMLInputFactory" "SAXReader")
  (#any-of? @_new "newInstance" "newFactory" "newDefaultInstance")
  (#set! id "java/xml-entities")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 611)
  (#set! message "This parser reads what a document names in its DTD, also files and addresses of your own network. Turn it off: `setFeature(\"http://apache.org/xml/features/disallow-doctype-decl\", true)`, or `setProperty(XMLInputFactory.SUPPORT_DTD, false)`."))
