(rule_set (selectors) @name) @definition.rule
(media_statement "@media" @name) @definition.rule
(keyframes_statement (keyframes_name) @name) @definition.rule
(declaration (property_name) @name (#match? @name "^--")) @definition.variable
