([
  (include_expression (_) @path)
  (include_once_expression (_) @path)
  (require_expression (_) @path)
  (require_once_expression (_) @path)
] @match
  (#match? @path "\\$_(GET|POST|REQUEST|COOKIE)\\b")
  (#not-match? @path "basename|in_array|\\[\\s*\\$_(GET|POST|REQUEST|COOKIE)|\\?")
  (#set! id "php/include-input")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 98)
  (#set! message "The request chooses which file is run as PHP: with `../`, an upload or a log will do. Choose from a list: `$pages[$name] ?? 'home.php'`."))
