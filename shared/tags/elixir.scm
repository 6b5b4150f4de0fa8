(call target: (identifier) @_keyword (arguments (alias) @name) (#any-of? @_keyword "defmodule" "defprotocol" "defimpl")) @definition.module
(call target: (identifier) @_keyword (arguments [
	(identifier) @name
	(call target: (identifier) @name)
	(binary_operator left: (call target: (identifier) @name) operator: "when")
]) (#any-of? @_keyword "def" "defp")) @definition.function
(call target: (identifier) @_keyword (arguments (call target: (identifier) @name)) (#any-of? @_keyword "defmacro" "defmacrop")) @definition.macro

[(identifier) (alias)] @reference
(dot right: (identifier) @member)
