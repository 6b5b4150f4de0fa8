((call receiver: (string (interpolation) @value) method: (identifier) @_method) @match
  (#eq? @_method "html_safe")
  (#set! id "rb/unescaped-html")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 79)
  (#set! message "`{value}` goes into the page as it is: with a `<script>` in it, it runs there. Build the tag with `content_tag`, or escape the value with `h`."))

((call receiver: (element_reference object: (identifier) @_params) @value method: (identifier) @_method) @match
  (#eq? @_method "html_safe")
  (#eq? @_params "params"))

((call !receiver method: (identifier) @_method arguments: (argument_list . (element_reference object: (identifier) @_params) @value .)) @match
  (#eq? @_method "raw")
  (#eq? @_params "params"))
