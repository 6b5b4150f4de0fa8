((call
  function: (_) @function
  arguments: (argument_list (keyword_argument name: (identifier) @_name value: (false)) @report)) @match
  (#eq? @_name "autoescape")
  (#set! id "py/unescaped-template")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 79)
  (#set! message "This template engine puts text into HTML as it is: a tag in it runs as script. Use `autoescape=select_autoescape()`.")
  (#set! resolve.function "jinja2.Environment|jinja2.sandbox.Environment"))

((call function: (_) @function arguments: (argument_list . (_) @text)) @match
  (#set! resolve.function "django.utils.safestring.mark_safe|markupsafe.Markup|flask.Markup")
  (#set! dynamic.text "")
  (#set! message "`{text}` is declared safe HTML though it changes: a tag in it runs as script. Use `format_html`, or escape the parts."))
