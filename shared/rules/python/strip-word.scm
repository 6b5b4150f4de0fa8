((call
  function: (attribute attribute: (identifier) @method)
  arguments: (argument_list . (string (string_content) @_word) .)) @match
  (#any-of? @method "lstrip" "rstrip" "strip")
  (#match? @_word "^[./]?[A-Za-z]{2,}([-_./:]+[A-Za-z/]*)?$")
  (#not-match? @_word "abc|ABC|xyz|^[a-z]?[A-Z]{1,2}$|\\\\|aeiou|0x|^(LR|lr|us|nt|tn|rn|nr|bB|uU|rR|fF|lL|ul|UL|Ll|jJ|Kk|Zz|xX)$")
  (#set! id "py/strip-word")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! message "`{method}` takes a set of characters, not a word: it also takes away more of these letters. Use `removeprefix` or `removesuffix`."))
