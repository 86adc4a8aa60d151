-- One row: what the store knows of itself.
CREATE TABLE meta (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch TEXT NOT NULL,
    boots INTEGER NOT NULL,
    machine_boot TEXT,
    synchronous TEXT NOT NULL,
    is_clean INTEGER NOT NULL
);

-- Times are milliseconds since 1970, UTC.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant TEXT NOT NULL,
    name TEXT NOT NULL,
    epoch TEXT NOT NULL,
    term INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (tenant, name)
);

CREATE TABLE events (
    session INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    frame BLOB NOT NULL,
    PRIMARY KEY (session, seq)
) WITHOUT ROWID;

CREATE TABLE runs (
    session INTEGER NOT NULL,
    id BLOB NOT NULL,
    agent TEXT NOT NULL,
    message TEXT NOT NULL,
    enable_reasoning INTEGER NOT NULL,
    idempotency_key TEXT,
    accepted_at INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER,
    ended_at INTEGER,
    interrupt_requested INTEGER NOT NULL DEFAULT 0,
    attempt INTEGER,
    progress INTEGER,
    idle INTEGER,
    notes INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (session, id)
);

CREATE INDEX runs_in_order ON runs (session, first_seq);
CREATE INDEX runs_unfinished ON runs (session, first_seq) WHERE ended_at IS NULL;
CREATE INDEX runs_by_key ON runs (session, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE run_notes (
    session INTEGER NOT NULL,
    run BLOB NOT NULL,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (session, run, number)
);
