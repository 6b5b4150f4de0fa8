((function_call_expression
  function: (name) @function
  arguments: (arguments . (argument (_) @path))) @match
  (#any-of? @function "file_get_contents" "fopen" "readfile" "unlink" "file" "file_put_contents" "copy" "rename" "rmdir" "parse_ini_file" "simplexml_load_file" "show_source" "highlight_file")
  (#match? @path "\\$_(GET|POST|REQUEST|COOKIE)\\b")
  (#not-match? @path "\\b(basename|realpath|intval|md5|sha1|hash|preg_replace|in_array)\\b|\\[\\s*\\$_(GET|POST|REQUEST|COOKIE)|\\(int\\)|\\?")
  (#set! id "php/path-traversal")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 22)
  (#set! message "`../` in the request reaches any file of the machine through `{function}`, and an address any server. Take `basename` of it, or look the file up by an id."))
