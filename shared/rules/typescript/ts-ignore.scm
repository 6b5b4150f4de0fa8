((comment) @match
  (#match? @match "^(//|/\\*)\\s*@ts-(ignore|nocheck)\\b")
  (#set! id "ts/ts-ignore")
  (#set! severity "info")
  (#set! category "smell")
  (#set! confidence "high")
  (#set! message "`@ts-ignore` also hides errors that come later. `@ts-expect-error` tells you when it is not needed any more."))
