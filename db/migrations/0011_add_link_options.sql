-- A link keeps its id when its token is replaced; so far the id was a part of the token's hash.
ALTER TABLE share_link ALTER COLUMN id DROP EXPRESSION;
ALTER TABLE share_link ADD CONSTRAINT share_link_id_check CHECK (id ~ '^[A-Za-z0-9_-]{22}$');

ALTER TABLE share_link ADD COLUMN password_hash text;
COMMENT ON COLUMN share_link.password_hash IS 'Argon2id, with its salt; none: the token alone opens the room';
