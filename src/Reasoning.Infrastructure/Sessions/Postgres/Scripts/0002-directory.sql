-- What sessions are listed and found by. "active_at" is when a run last began or ended: unlike "updated_at" it does not
-- change with every append, and so neither does its index.
alter table sessions add column active_at timestamptz not null default 'epoch';
update sessions set active_at = updated_at;

-- "title_folded" is the title without case, as the server folds it: how PostgreSQL does depends on its locale.
alter table sessions add column title text;
alter table sessions add column title_folded text collate "C";

create index sessions_by_activity on sessions (tenant, active_at, name);

-- completed, interrupted or failed. Runs that ended before this was noted: their terminal event tells, if it is still there.
alter table runs add column outcome text;
update runs r set outcome = coalesce((
    select case
        when substring(e.frame from 1 for 15) = convert_to('{"type":"error"', 'UTF8') then 'failed'
        when position(convert_to('"status":"interrupted"', 'UTF8') in e.frame) > 0 then 'interrupted' end
    from events e where e.session = r.session and e.seq = r.last_seq), 'completed')
where r.ended_at is not null;
