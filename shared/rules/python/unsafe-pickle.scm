((call function: (_) @function) @match
  (#set! id "py/unsafe-pickle")
  (#set! severity "warning")
  (#set! category "security")
  (#set! confidence "medium")
  (#set! cwe 502)
  (#set! message "`{function}` runs whatever code its input asks for. For data that others can touch use JSON.")
  (#set! resolve.function "pickle.load|pickle.loads|pickle.Unpickler|cPickle.load|cPickle.loads|dill.load|dill.loads|shelve.open|jsonpickle.decode|pandas.read_pickle|marshal.loads"))
