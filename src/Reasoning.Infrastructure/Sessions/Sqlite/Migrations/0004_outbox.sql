-- Ends of runs that webhooks have to tell. Times are milliseconds since 1970, UTC.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    target TEXT NOT NULL,
    session INTEGER NOT NULL,
    run BLOB NOT NULL,
    seq INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL
);

CREATE INDEX outbox_due ON outbox (target, due_at);
CREATE INDEX outbox_of_session ON outbox (session);
