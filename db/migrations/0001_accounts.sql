-- People. Guests are rows like everyone, so that sessions, rights and limits work alike.
CREATE TABLE app_user (
	id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{22}$'),
	kind text NOT NULL CHECK (kind IN ('guest')),
	name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 64),
	colour smallint NOT NULL CHECK (colour BETWEEN 0 AND 11),
	created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN app_user.colour IS 'index into the palette of twelve';

CREATE TABLE session (
	id_hash bytea PRIMARY KEY CHECK (octet_length(id_hash) = 32),
	user_id text NOT NULL REFERENCES app_user ON DELETE CASCADE,
	expires_at timestamptz NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN session.id_hash IS 'SHA-256 of the session id; the id itself is in the cookie alone';
-- Signing out everywhere, and deleting a person.
CREATE INDEX session_by_user ON session (user_id);
