ALTER TABLE share_link ADD COLUMN asks_first boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN share_link.asks_first IS 'who comes by it waits until somebody in the room lets them in';

-- People who wait to be let in, and those who were refused a while ago.
CREATE TABLE knock (
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	user_id text NOT NULL REFERENCES app_user ON DELETE CASCADE,
	link_id text NOT NULL REFERENCES share_link (id) ON DELETE CASCADE,
	is_refused boolean NOT NULL DEFAULT false,
	at timestamptz NOT NULL DEFAULT now(),
	seen_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (project_id, user_id)
);
COMMENT ON COLUMN knock.at IS 'when they knocked, or were refused';
COMMENT ON COLUMN knock.seen_at IS 'when their page last asked how it stands';
CREATE INDEX knock_by_age ON knock (seen_at);
