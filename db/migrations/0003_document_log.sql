-- The log is the truth: an edit is acknowledged when its row is committed, and rooms are rebuilt from here.
CREATE TABLE doc_update (
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	seq bigint NOT NULL CHECK (seq >= 1),
	bytes bytea NOT NULL,
	at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (project_id, seq)
);
COMMENT ON COLUMN doc_update.seq IS 'without gaps from 1; the primary key is the fence against a second writer of the same room';
COMMENT ON COLUMN doc_update.bytes IS 'one Yjs update in V1 encoding: all that a room committed at once';
-- Updates are small, already dense and read once: compressing them costs more than it saves.
ALTER TABLE doc_update ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- A cache for loading: the document after `seq`. It may be dropped at any time.
CREATE TABLE doc_snapshot (
	project_id text PRIMARY KEY REFERENCES project ON DELETE CASCADE,
	seq bigint NOT NULL CHECK (seq >= 1),
	state bytea NOT NULL,
	at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN doc_snapshot.state IS 'Yjs state as one update in V1 encoding';

-- Client ids belong to users: a socket adds structs only under ids bound to its user.
CREATE TABLE doc_client (
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	client_id bigint NOT NULL CHECK (client_id BETWEEN 0 AND 4294967295),
	user_id text NOT NULL REFERENCES app_user ON DELETE CASCADE,
	bound_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (project_id, client_id)
);
