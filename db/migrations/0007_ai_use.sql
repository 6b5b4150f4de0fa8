-- What a user, a project or a key may still use of the AI: token buckets, shared by all ai processes and kept over
-- restarts. One row for each that ever asked; it is rewritten at each turn.
CREATE TABLE ai_use (
	name text PRIMARY KEY,
	turns_left double precision NOT NULL,
	turns_at bigint NOT NULL,
	tokens_left double precision NOT NULL,
	tokens_at bigint NOT NULL,
	month text NOT NULL CHECK (month ~ '^\d{4}-\d{2}$'),
	micro_usd bigint NOT NULL
);
COMMENT ON COLUMN ai_use.name IS 'user:, project: or key: and an id; not a reference, since keys of the installation have no row';
COMMENT ON COLUMN ai_use.turns_left IS 'below zero: a debt';
COMMENT ON COLUMN ai_use.turns_at IS 'epoch milliseconds up to which the bucket is filled';
COMMENT ON COLUMN ai_use.month IS 'UTC, to which micro_usd belongs';
