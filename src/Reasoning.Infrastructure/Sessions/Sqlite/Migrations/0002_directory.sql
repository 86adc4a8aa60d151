-- What sessions are listed and found by. "active_at" is when a run last began or ended: unlike "updated_at" it does not
-- change with every append, and so neither does its index.
ALTER TABLE sessions ADD COLUMN active_at INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET active_at = updated_at;

-- "title_folded" is the title without case, as the server folds it: SQLite itself knows only that of ASCII.
ALTER TABLE sessions ADD COLUMN title TEXT;
ALTER TABLE sessions ADD COLUMN title_folded TEXT;

CREATE INDEX sessions_by_activity ON sessions (tenant, active_at, name);

-- completed, interrupted or failed. Runs that ended before this was noted: their terminal event tells, if it is still there.
ALTER TABLE runs ADD COLUMN outcome TEXT;
UPDATE runs SET outcome = coalesce((
    SELECT CASE
        WHEN substr(frame, 1, 15) = CAST('{"type":"error"' AS BLOB) THEN 'failed'
        WHEN instr(frame, CAST('"status":"interrupted"' AS BLOB)) > 0 THEN 'interrupted' END
    FROM events WHERE events.session = runs.session AND events.seq = runs.last_seq), 'completed')
WHERE ended_at IS NOT NULL;
