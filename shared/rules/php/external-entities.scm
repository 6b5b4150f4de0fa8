((_ arguments: (arguments (argument (_) @flags))) @match
  (#match? @flags "(^|\\W)LIBXML_NOENT(\\W|$)")
  (#not-match? @flags "\\(")
  (#set! id "php/external-entities")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 611)
  (#set! message "`LIBXML_NOENT` sounds like no entities, but puts them in: the XML can then read files and reach other servers. Leave it out."))

((function_call_expression
  function: (name) @_function
  arguments: (arguments . (argument (boolean) @flags))) @match
  (#eq? @_function "libxml_disable_entity_loader")
  (#match? @flags "^[fF]")
  (#set! message "From here on XML may read files and reach other servers. Leave the loader off."))
