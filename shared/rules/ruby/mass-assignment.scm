((call receiver: (_) @_params method: (identifier) @_permit) @match
  (#match? @_params "^params\\b")
  (#eq? @_permit "permit!")
  (#set! id "rb/mass-assignment")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "high")
  (#set! cwe 915)
  (#set! message "`permit!` lets the request set every attribute, `admin` and `user_id` too. List those that a form may set: `permit(:name, :email)`."))
