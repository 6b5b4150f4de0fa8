-- Conversations of a room. The first one, which everybody sees, has the project's id, so that it can be named before it is read.
CREATE TABLE chat_thread (
	id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{22}$'),
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 80),
	created_by text REFERENCES app_user ON DELETE SET NULL,
	created_at timestamptz NOT NULL DEFAULT now(),
	-- For keys that keep a message and its thread in one project.
	UNIQUE (project_id, id)
);
INSERT INTO chat_thread (id, project_id, title) SELECT id, id, 'Chat' FROM project;

CREATE TABLE chat_message (
	id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{22}$'),
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	thread_id text NOT NULL,
	position bigint GENERATED ALWAYS AS IDENTITY,
	version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
	kind text NOT NULL CHECK (kind IN ('person', 'agent')),
	author_id text REFERENCES app_user ON DELETE SET NULL,
	agent_name text,
	agent_model text,
	text text NOT NULL CHECK (char_length(text) <= 200000),
	mentions jsonb NOT NULL DEFAULT '[]',
	reply_to text REFERENCES chat_message ON DELETE SET NULL,
	turn_id text,
	idempotency_key text CHECK (char_length(idempotency_key) BETWEEN 1 AND 64),
	created_at timestamptz NOT NULL DEFAULT now(),
	edited_at timestamptz,
	deleted_at timestamptz,
	search tsvector GENERATED ALWAYS AS (to_tsvector('simple', left(text, 100000))) STORED,
	FOREIGN KEY (project_id, thread_id) REFERENCES chat_thread (project_id, id) ON DELETE CASCADE,
	CHECK (kind = 'person' OR (author_id IS NULL AND agent_name IS NOT NULL AND agent_model IS NOT NULL))
);
COMMENT ON COLUMN chat_message.position IS 'orders the messages of all threads; grows, with gaps';
COMMENT ON COLUMN chat_message.version IS 'grows with every change: of two copies the higher one is true';
COMMENT ON COLUMN chat_message.author_id IS 'null for an agent, and for a person whose account was deleted';
COMMENT ON COLUMN chat_message.text IS 'Markdown; emptied when the message is deleted';
COMMENT ON COLUMN chat_message.turn_id IS 'the turn that it asked for, or that it is the answer of';
COMMENT ON COLUMN chat_message.idempotency_key IS 'chosen by the page: a message that is sent twice is stored once';
COMMENT ON COLUMN chat_message.search IS 'words as they are written, in any language; of very long answers the beginning';
CREATE UNIQUE INDEX chat_message_position ON chat_message (thread_id, position);
CREATE UNIQUE INDEX chat_message_once ON chat_message (project_id, author_id, idempotency_key);
CREATE INDEX chat_message_search ON chat_message USING gin (search);
-- Searching one room.
CREATE INDEX chat_message_project ON chat_message (project_id, position);

-- Requests to the AI: the queue, and the journal of what became of them.
CREATE TABLE turn (
	id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{22}$'),
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	thread_id text NOT NULL,
	message_id text NOT NULL UNIQUE REFERENCES chat_message ON DELETE CASCADE,
	answer_id text REFERENCES chat_message ON DELETE SET NULL,
	asker_id text REFERENCES app_user ON DELETE SET NULL,
	model text NOT NULL CHECK (char_length(model) BETWEEN 1 AND 200),
	agent_name text NOT NULL DEFAULT 'AI' CHECK (char_length(agent_name) BETWEEN 1 AND 64),
	mode text NOT NULL CHECK (mode IN ('edit', 'ask', 'plan')),
	state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'waiting', 'done', 'failed', 'cancelled')),
	version integer NOT NULL DEFAULT 1,
	epoch integer NOT NULL DEFAULT 0,
	worker text,
	lease_until timestamptz,
	deliveries integer NOT NULL DEFAULT 0,
	answer_text text NOT NULL DEFAULT '' CHECK (char_length(answer_text) <= 200000),
	usage jsonb,
	outcomes jsonb NOT NULL DEFAULT '[]',
	failure text,
	queued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	started_at timestamptz,
	ended_at timestamptz,
	created_at timestamptz NOT NULL DEFAULT now(),
	FOREIGN KEY (project_id, thread_id) REFERENCES chat_thread (project_id, id) ON DELETE CASCADE,
	CHECK ((state = 'running') = (lease_until IS NOT NULL))
);
COMMENT ON COLUMN turn.message_id IS 'the message that asked; unique, so that asking twice is asking once';
COMMENT ON COLUMN turn.version IS 'grows with every change of state: of two copies the higher one is true';
COMMENT ON COLUMN turn.epoch IS 'fencing token: grows each time a worker takes the turn, and a lower one may write nothing';
COMMENT ON COLUMN turn.lease_until IS 'the worker proves that it lives before this moment, or another one takes the turn';
COMMENT ON COLUMN turn.deliveries IS 'how often a worker took it and did not give it back in order';
COMMENT ON COLUMN turn.answer_text IS 'written so far, stored at intervals; emptied once the answer is a message';
COMMENT ON COLUMN turn.queued_at IS 'orders the queue of a room; moved to the front by "send now"';
-- One running turn in a room, whatever races.
CREATE UNIQUE INDEX turn_running ON turn (project_id) WHERE state = 'running';
-- What a worker looks for.
CREATE INDEX turn_queue ON turn (queued_at) WHERE state IN ('queued', 'running');
CREATE INDEX turn_project ON turn (project_id, created_at);

-- What each call of a provider cost. Rows stay when the turn goes.
CREATE TABLE turn_attempt (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	turn_id text REFERENCES turn ON DELETE SET NULL,
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	user_id text REFERENCES app_user ON DELETE SET NULL,
	key_id text,
	provider text NOT NULL,
	model text NOT NULL,
	input_tokens integer NOT NULL CHECK (input_tokens >= 0),
	cached_tokens integer NOT NULL CHECK (cached_tokens >= 0),
	cache_write_tokens integer NOT NULL CHECK (cache_write_tokens >= 0),
	output_tokens integer NOT NULL CHECK (output_tokens >= 0),
	micro_usd bigint CHECK (micro_usd >= 0),
	is_estimated boolean NOT NULL,
	price_version text,
	first_token_ms integer CHECK (first_token_ms >= 0),
	outcome text NOT NULL,
	at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN turn_attempt.key_id IS 'null for the installation''s own key';
COMMENT ON COLUMN turn_attempt.input_tokens IS 'at the full price: without what was read from or written to the cache';
COMMENT ON COLUMN turn_attempt.micro_usd IS 'millionths of a US dollar; null for a model without a price, which is not free';
COMMENT ON COLUMN turn_attempt.is_estimated IS 'the provider sent no figures, for one because it was stopped';
COMMENT ON COLUMN turn_attempt.first_token_ms IS 'from the request to the first piece of text; null when none came';
CREATE INDEX turn_attempt_project ON turn_attempt (project_id, at);
CREATE INDEX turn_attempt_user ON turn_attempt (user_id, at);
CREATE INDEX turn_attempt_turn ON turn_attempt (turn_id);

-- Keys of providers that people or rooms brought along.
CREATE TABLE provider_key (
	id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{22}$'),
	user_id text REFERENCES app_user ON DELETE CASCADE,
	project_id text REFERENCES project ON DELETE CASCADE,
	provider text NOT NULL CHECK (char_length(provider) BETWEEN 1 AND 40),
	sealed text NOT NULL,
	last_four text NOT NULL CHECK (char_length(last_four) <= 4),
	created_at timestamptz NOT NULL DEFAULT now(),
	CHECK (num_nonnulls(user_id, project_id) = 1)
);
COMMENT ON COLUMN provider_key.sealed IS 'v1.kid.iv.ciphertext.tag, AES-256-GCM, bound to owner and provider (sealed.ts)';
CREATE UNIQUE INDEX provider_key_user ON provider_key (user_id, provider);
CREATE UNIQUE INDEX provider_key_project ON provider_key (project_id, provider);

CREATE TABLE ai_setting (
	project_id text PRIMARY KEY REFERENCES project ON DELETE CASCADE,
	default_model text CHECK (char_length(default_model) BETWEEN 1 AND 200),
	is_local_only boolean NOT NULL DEFAULT false,
	audience text NOT NULL DEFAULT 'editors' CHECK (audience IN ('nobody', 'owner', 'editors')),
	monthly_cap_micro_usd bigint CHECK (monthly_cap_micro_usd >= 0),
	updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN ai_setting.default_model IS 'null: the installation''s';
COMMENT ON COLUMN ai_setting.monthly_cap_micro_usd IS 'millionths of a US dollar in a calendar month (UTC); null: no cap';

-- The models that the agent's program offers, as it last announced them.
CREATE TABLE ai_model (
	id text PRIMARY KEY CHECK (char_length(id) BETWEEN 1 AND 200),
	name text NOT NULL,
	provider text NOT NULL,
	is_local boolean NOT NULL,
	has_installation_key boolean NOT NULL,
	rank integer NOT NULL
);
COMMENT ON COLUMN ai_model.has_installation_key IS 'usable without a key of one''s own';
COMMENT ON COLUMN ai_model.rank IS 'order in lists; the first usable one is the default';

CREATE TABLE read_mark (
	user_id text NOT NULL REFERENCES app_user ON DELETE CASCADE,
	thread_id text NOT NULL REFERENCES chat_thread ON DELETE CASCADE,
	position bigint NOT NULL CHECK (position >= 0),
	PRIMARY KEY (thread_id, user_id)
);

-- Who is in which room now, as each realtime process last told. Nothing is lost with it, so it is not logged.
CREATE UNLOGGED TABLE attendance (
	node text NOT NULL,
	project_id text NOT NULL,
	user_id text NOT NULL,
	seen_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (project_id, user_id, node)
);
COMMENT ON COLUMN attendance.seen_at IS 'rows of a process that died go stale';
CREATE INDEX attendance_node ON attendance (node);
