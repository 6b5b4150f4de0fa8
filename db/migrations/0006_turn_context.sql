-- What a turn sent to its model, for the person who wants to know: kinds, paths and sizes, never the text.
CREATE TABLE turn_context (
	turn_id text PRIMARY KEY REFERENCES turn ON DELETE CASCADE,
	parts jsonb NOT NULL,
	at timestamptz NOT NULL DEFAULT now()
);
