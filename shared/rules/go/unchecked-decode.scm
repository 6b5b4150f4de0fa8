((expression_statement
  (call_expression function: (selector_expression field: (field_identifier) @_name) @function)) @match
  (#any-of? @_name "Unmarshal" "WriteFile" "MkdirAll" "Mkdir" "Rename" "ReadFull" "ListenAndServe" "ListenAndServeTLS" "Decode" "Chdir")
  (#set! id "go/unchecked-decode")
  (#set! severity "warning")
  (#set! category "correctness")
  (#set! confidence "high")
  (#set! cwe 252)
  (#set! message "When `{function}` fails nobody hears of it, and the program goes on with what it has. Check the error.")
  (#set! resolve.function "encoding/json.Unmarshal|encoding/xml.Unmarshal|gopkg.in/yaml.v3.Unmarshal|os.WriteFile|os.MkdirAll|os.Mkdir|os.Rename|os.Chdir|io.ReadFull|net/http.ListenAndServe|net/http.ListenAndServeTLS|encoding/json.NewDecoder().Decode|encoding/xml.NewDecoder().Decode"))
