ALTER TABLE membership DROP CONSTRAINT membership_role_check;
ALTER TABLE membership ADD CONSTRAINT membership_role_check
	CHECK (role IN ('owner', 'admin', 'editor', 'commenter', 'viewer'));
ALTER TABLE share_link DROP CONSTRAINT share_link_role_check;
ALTER TABLE share_link ADD CONSTRAINT share_link_role_check CHECK (role IN ('editor', 'commenter', 'viewer'));

-- Half of the hash names the link to people; the half that is left is as hard to guess as any id.
ALTER TABLE share_link ADD COLUMN id text NOT NULL UNIQUE GENERATED ALWAYS AS (
	rtrim(translate(encode(substring(token_hash FROM 1 FOR 16), 'base64'), '+/', '-_'), '=')) STORED;
ALTER TABLE share_link ADD COLUMN expires_at timestamptz;
ALTER TABLE share_link ADD COLUMN max_uses integer CHECK (max_uses > 0);
ALTER TABLE share_link ADD COLUMN uses integer NOT NULL DEFAULT 0;
ALTER TABLE share_link ADD COLUMN revoked_at timestamptz;
COMMENT ON COLUMN share_link.uses IS 'people who became members, or got a higher role, by it';

ALTER TABLE membership ADD COLUMN link_id text REFERENCES share_link (id) ON DELETE SET NULL;
ALTER TABLE membership ADD COLUMN is_role_set boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN membership.link_id IS 'the link that this person came by; none for who made the room';
COMMENT ON COLUMN membership.is_role_set IS 'somebody chose this role for this person: no link raises it';
-- Who came by a link.
CREATE INDEX membership_by_link ON membership (link_id);

-- People who were removed stay out, whatever link they have, until somebody takes that back.
CREATE TABLE removal (
	project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
	user_id text NOT NULL REFERENCES app_user ON DELETE CASCADE,
	removed_by text REFERENCES app_user ON DELETE SET NULL,
	at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (project_id, user_id)
);

-- Whose rights changed, for open sockets; written by a trigger, so that no statement can forget it. No foreign keys: what
-- is told here may be that a room or a person is gone.
CREATE TABLE right_change (
	transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
	project_id text NOT NULL,
	user_id text NOT NULL,
	at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN right_change.transaction IS 'readers go on where the oldest transaction of their last look was open';
CREATE INDEX right_change_by_transaction ON right_change (transaction);
CREATE INDEX right_change_by_age ON right_change (at);

CREATE FUNCTION note_right_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO right_change (project_id, user_id) VALUES (OLD.project_id, OLD.user_id);
	RETURN NULL;
END $$;
CREATE TRIGGER membership_changed AFTER UPDATE OF role ON membership
	FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role) EXECUTE FUNCTION note_right_change();
CREATE TRIGGER membership_ended AFTER DELETE ON membership FOR EACH ROW EXECUTE FUNCTION note_right_change();
