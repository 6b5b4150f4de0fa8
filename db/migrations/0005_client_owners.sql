-- A client id belongs to a person, or to an agent for one turn: then what it wrote can be traced to the prompt.
ALTER TABLE doc_client ADD COLUMN turn_id text CHECK (turn_id ~ '^[A-Za-z0-9_-]{22}$');
COMMENT ON COLUMN doc_client.turn_id IS 'of an agent; not a reference, since whose it was stays true when the turn is forgotten';
COMMENT ON COLUMN doc_client.user_id IS 'of an agent: who asked it';
ALTER TABLE doc_client ADD COLUMN seq bigint NOT NULL;
COMMENT ON COLUMN doc_client.seq IS 'the row of the log in which the id appears first: who reads that row reads whose it is';
