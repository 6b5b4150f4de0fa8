-- Put away by one person, for their own list: everybody else keeps the room where it is.
ALTER TABLE membership ADD COLUMN archived_at timestamptz;
COMMENT ON COLUMN membership.archived_at IS 'when this person put the room away; it opens as before';

-- Nobody comes in from now on; its owner may bring it back until it is swept away.
ALTER TABLE project ADD COLUMN deleted_at timestamptz;
CREATE INDEX project_deleted ON project (deleted_at) WHERE deleted_at IS NOT NULL;

-- Everybody who is in the room hears of it, as they hear of a role that ends.
CREATE FUNCTION note_project_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO right_change (project_id, user_id) SELECT NEW.id, user_id FROM membership WHERE project_id = NEW.id;
	RETURN NULL;
END $$;
CREATE TRIGGER project_deleted AFTER UPDATE OF deleted_at ON project
	FOR EACH ROW WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION note_project_deletion();
