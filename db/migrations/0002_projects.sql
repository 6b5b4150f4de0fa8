CREATE TABLE project (
	id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{22}$'),
	name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
	created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE membership (
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	user_id text NOT NULL REFERENCES app_user ON DELETE CASCADE,
	role text NOT NULL CHECK (role IN ('owner', 'editor', 'viewer')),
	joined_at timestamptz NOT NULL DEFAULT now(),
	opened_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (project_id, user_id)
);
COMMENT ON COLUMN membership.opened_at IS 'when this person last opened the room; orders the recent rooms';
-- The rooms of one person, most recent first.
CREATE INDEX membership_recent ON membership (user_id, opened_at DESC);

CREATE TABLE share_link (
	token_hash bytea PRIMARY KEY CHECK (octet_length(token_hash) = 32),
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	role text NOT NULL CHECK (role IN ('editor', 'viewer')),
	created_by text NOT NULL REFERENCES app_user ON DELETE CASCADE,
	created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN share_link.token_hash IS 'SHA-256 of the token; the token itself is in the link alone';
-- The links of one room.
CREATE INDEX share_link_project ON share_link (project_id);

-- Room tickets that were used. A row per socket; rows are worthless once expired.
CREATE TABLE used_ticket (
	ticket_id text PRIMARY KEY,
	expires_at timestamptz NOT NULL
);
CREATE INDEX used_ticket_expiry ON used_ticket (expires_at);
