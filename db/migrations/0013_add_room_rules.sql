ALTER TABLE project ADD COLUMN is_frozen boolean NOT NULL DEFAULT false;
ALTER TABLE project ADD COLUMN max_people integer CHECK (max_people > 0);
ALTER TABLE project ADD COLUMN rules_version integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN project.is_frozen IS 'nobody writes, the AI neither';
COMMENT ON COLUMN project.max_people IS 'in the room at once; none: as many as a node takes. Owner and admins always come in';
COMMENT ON COLUMN project.rules_version IS 'of two copies of the rules the higher is true';

-- A room's rules are told to open sockets in the way of rights: with the room's id alone.
ALTER TABLE right_change DROP CONSTRAINT right_change_is_of_one_kind;
ALTER TABLE right_change ADD CONSTRAINT right_change_is_of_one_kind CHECK (
	(session_id IS NULL AND project_id IS NOT NULL) OR (session_id IS NOT NULL AND num_nonnulls(project_id, user_id) = 0));

CREATE FUNCTION note_rules_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO right_change (project_id) VALUES (NEW.id);
	RETURN NULL;
END $$;
CREATE TRIGGER rules_changed AFTER UPDATE OF rules_version ON project
	FOR EACH ROW WHEN (OLD.rules_version IS DISTINCT FROM NEW.rules_version) EXECUTE FUNCTION note_rules_change();
