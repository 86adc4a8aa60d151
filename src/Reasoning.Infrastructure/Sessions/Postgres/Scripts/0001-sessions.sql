-- What users and models wrote is bytea (UTF-8), because text cannot hold U+0000.

-- One row: the identity of the logs that have no row of their own yet.
create table meta (
    only_row boolean primary key default true check (only_row),
    epoch text not null
);

-- Higher for every owner, on whatever node.
create sequence terms;

-- Updated by every commit: pages with room in them keep the new versions where the old ones are, so that no index changes.
create table sessions (
    id bigint generated always as identity primary key,
    tenant text collate "C" not null,
    name text collate "C" not null,
    epoch text not null,
    term bigint not null,
    last_seq bigint not null,
    oldest_seq bigint not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (tenant, name)
) with (fillfactor = 50);

create table runs (
    session bigint not null references sessions on delete cascade,
    id uuid not null,
    agent text not null,
    message bytea not null,
    enable_reasoning boolean not null,
    idempotency_key bytea,
    accepted_at timestamptz not null,
    first_seq bigint not null,
    last_seq bigint,
    ended_at timestamptz,
    interrupt_requested boolean not null default false,
    attempt integer,
    progress bigint,
    idle integer,
    notes integer not null default 0,
    primary key (session, id)
);

create index runs_in_order on runs (session, first_seq);
create index runs_by_key on runs (session, idempotency_key) where idempotency_key is not null;
create index runs_unfinished on runs (session) where ended_at is null;

create table run_notes (
    session bigint not null,
    run uuid not null,
    number integer not null,
    text bytea not null,
    primary key (session, run, number),
    foreign key (session, run) references runs on delete cascade
);

-- No foreign key: it would be checked for every event, and the statement that adds them has the session's row in hand.
create table events (
    session bigint not null,
    seq bigint not null,
    frame bytea not null,
    primary key (session, seq)
);

-- Large frames: as small as with the built-in compression, and stored in a third of the time. A server built without it
-- keeps its own.
do $$
begin
    execute 'alter table events alter column frame set compression lz4';
exception
    when feature_not_supported or syntax_error then
        null;
end
$$;
