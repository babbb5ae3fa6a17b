-- +goose Up

-- Tells those who listen that a library has moved, when that is committed. The
-- channel is the schema's own.

-- +goose StatementBegin
CREATE FUNCTION tell_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('pincite_' || md5(TG_TABLE_SCHEMA), NEW.name);
    RETURN NULL;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER library_made AFTER INSERT ON library
    FOR EACH ROW WHEN (NEW.seq > 0) EXECUTE FUNCTION tell_move();
CREATE TRIGGER library_moved AFTER UPDATE OF seq ON library
    FOR EACH ROW WHEN (NEW.seq IS DISTINCT FROM OLD.seq) EXECUTE FUNCTION tell_move();

-- Whole libraries are brought in with changes that refer to later ones.
ALTER TABLE change ALTER CONSTRAINT change_library_undone_by_fkey DEFERRABLE;
