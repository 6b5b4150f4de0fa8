(element (start_tag (tag_name) @name)) @definition.element
(element (self_closing_tag (tag_name) @name)) @definition.element
(script_element (start_tag (tag_name) @name)) @definition.element
(style_element (start_tag (tag_name) @name)) @definition.element
