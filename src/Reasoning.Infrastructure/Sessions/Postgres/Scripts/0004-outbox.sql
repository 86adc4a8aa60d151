-- Ends of runs that webhooks have to tell.
create table outbox (
    id bigint generated always as identity primary key,
    target text collate "C" not null,
    session bigint not null references sessions on delete cascade,
    run uuid not null,
    seq bigint not null,
    ended_at timestamptz not null,
    attempts integer not null default 0,
    due_at timestamptz not null
);

create index outbox_due on outbox (target, due_at);
create index outbox_of_session on outbox (session);
