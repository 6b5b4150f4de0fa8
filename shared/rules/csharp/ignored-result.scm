((expression_statement
  (invocation_expression
    function: (member_access_expression expression: (_) @text name: (identifier) @method))) @match
  (#any-of? @method "Trim" "TrimStart" "TrimEnd" "ToUpper" "ToLower" "ToUpperInvariant" "ToLowerInvariant" "Substring" "PadLeft" "PadRight" "AddDays" "AddHours" "AddMinutes" "AddMonths" "AddSeconds" "AddYears")
  (#not-match? @text "^(this|base)$")
  (#set! id "cs/ignored-result")
  (#set! severity "error")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 252)
  (#set! message "Strings and dates never change: `{method}` gives a new one, and nobody takes it. Assign it, `{text} = {text}.{method}(…)`."))
