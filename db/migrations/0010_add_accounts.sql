-- People with an address and a password. All else about them is in app_user, as for guests.
CREATE TABLE account (
	user_id text PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
	email text NOT NULL UNIQUE CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
	password_hash text NOT NULL CHECK (password_hash LIKE '$argon2id$%'),
	is_admin boolean NOT NULL DEFAULT false,
	created_at timestamptz NOT NULL DEFAULT now(),
	password_at timestamptz NOT NULL DEFAULT now(),
	first_used_at timestamptz
);
COMMENT ON COLUMN account.is_admin IS 'looks after this installation; the first account does';
COMMENT ON COLUMN account.first_used_at IS 'until the first sign-in its person is the guest that they were, or nobody';

ALTER TABLE app_user DROP CONSTRAINT app_user_kind_check;
ALTER TABLE app_user ADD CONSTRAINT app_user_kind_check CHECK (kind IN ('guest', 'account'));

-- Half of the hash names the session to its owner and to open sockets; the half that is left is as hard to guess as any id.
ALTER TABLE session ADD COLUMN id text NOT NULL UNIQUE GENERATED ALWAYS AS (
	rtrim(translate(encode(substring(id_hash FROM 1 FOR 16), 'base64'), '+/', '-_'), '=')) STORED;
ALTER TABLE session ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE session ADD COLUMN device text NOT NULL DEFAULT '' CHECK (char_length(device) <= 80);
ALTER TABLE session ADD COLUMN address text NOT NULL DEFAULT '' CHECK (char_length(address) <= 64);
COMMENT ON COLUMN session.seen_at IS 'to within some minutes';
COMMENT ON COLUMN session.device IS 'browser and system, for the list of sessions; empty when it said none';
COMMENT ON COLUMN session.address IS 'where it began';
CREATE INDEX session_by_expiry ON session (expires_at);

-- Whoever has the link chooses a new password, once.
CREATE TABLE password_reset (
	token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
	user_id text NOT NULL REFERENCES account ON DELETE CASCADE,
	expires_at timestamptz NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN password_reset.token_hash IS 'SHA-256 of the token; the token itself is in the link alone';
CREATE INDEX password_reset_by_user ON password_reset (user_id);

-- That a session ended is told in the same way as a right that did.
ALTER TABLE right_change ALTER COLUMN project_id DROP NOT NULL;
ALTER TABLE right_change ALTER COLUMN user_id DROP NOT NULL;
ALTER TABLE right_change ADD COLUMN session_id text;
ALTER TABLE right_change ADD CONSTRAINT right_change_is_of_one_kind
	CHECK (num_nonnulls(project_id, user_id) = CASE WHEN session_id IS NULL THEN 2 ELSE 0 END);

CREATE FUNCTION note_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO right_change (session_id) VALUES (OLD.id);
	RETURN NULL;
END $$;
CREATE TRIGGER session_ended AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION note_session_end();
