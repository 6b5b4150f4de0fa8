-- Answers of models, for requests that are the same to the last byte. Never shared between rooms: an answer holds what
-- its room told. A cache: any row may go at any time, and all of them after a crash of the database.
CREATE UNLOGGED TABLE ai_answer (
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	request bytea NOT NULL CHECK (octet_length(request) = 32),
	answer text NOT NULL,
	units integer NOT NULL CHECK (units >= 0),
	at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (project_id, request)
);
COMMENT ON COLUMN ai_answer.request IS 'SHA-256 of the whole request in one spelling';
COMMENT ON COLUMN ai_answer.answer IS 'the events of the answer as JSON; text, since JSON in PostgreSQL holds no NUL and no half of a pair';
COMMENT ON COLUMN ai_answer.units IS 'UTF-16 units of the answer as JSON, for the limit of a room';
CREATE INDEX ai_answer_at ON ai_answer (at);

-- Pieces of code that were asked for while somebody types: a slip of paper between web and ai, gone within seconds.
CREATE UNLOGGED TABLE completion (
	id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{22}$'),
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	user_id text NOT NULL REFERENCES app_user ON DELETE CASCADE,
	request text NOT NULL,
	claimed_at timestamptz,
	answer text,
	asked_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN completion.claimed_at IS 'by the one ai process that works on it';
CREATE INDEX completion_asked_at ON completion (asked_at);
