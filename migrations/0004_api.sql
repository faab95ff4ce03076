-- What the published contracts know of portals, products, versions, strategies and applications; the tokens of a
-- session that is refreshed; and what was done under an idempotency key.
-- Labels are JSON objects with their keys in order and no blanks, so that `"key":"value"` is found in them as text.

alter table portals add column display_name text not null default '';
alter table portals add column custom_domain text;
alter table portals add column custom_client_domain text;
alter table portals add column labels text not null default '{}';
alter table portals add column appearance text not null default '';
alter table portals add column cover text;
alter table portals add column favicon text;
update portals set display_name = name;
create unique index portals_custom_domain on portals (custom_domain);

alter table products add column labels text not null default '{}';
alter table products add column public_labels text not null default '{}';
alter table versions add column labels text not null default '{}';
alter table strategies add column labels text not null default '{}';
alter table applications add column labels text not null default '{}';

-- A session begins with one token, in `sessions.hash`. A refresh adds tokens to it; all end with it.
create table session_tokens (
    hash       text   not null primary key,
    session    text   not null references sessions (id) on delete cascade,
    kind       text   not null check (kind in ('access', 'refresh')),
    created_at bigint not null
);
create index session_tokens_session on session_tokens (session);

-- One row for each request that was carried out under an idempotency key, written in its transaction. `answer` is
-- empty until the answer was given, and stays empty where it held a secret. Kept for a day.
create table idempotency (
    scope   text   not null,
    key     text   not null,
    request text   not null,
    at      bigint not null,
    status  bigint,
    answer  text,
    primary key (scope, key)
);
create index idempotency_at on idempotency (at);
