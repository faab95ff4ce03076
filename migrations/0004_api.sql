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
create unique index portals_custom_domain on portals (custom_domain);
create unique index portals_custom_client_domain on portals (custom_client_domain);

-- The orders in which programs list what is in a portal, so that a page of many is found without sorting all.
create index developers_order on developers (portal, requested_at, id);
create index publications_order on publications (portal, created_at, id);
create index applications_order on applications (portal, lower(name), id);
create index products_order on products (lower(name), id);
create index versions_order on versions (product, created_at, id);
create index strategies_order on strategies (lower(name), id);
create index gateway_services_order on gateway_services (lower(name), id);
create index applications_own on applications (developer, lower(name), id);
create index registrations_own on registrations (application, created_at, id);
create index credentials_order on credentials (application, created_at, id);

-- A registration's portal is that of its application, for life. It is kept here too, because programs list and count a
-- portal's registrations, and would otherwise walk through all of its applications.
alter table registrations add column portal text not null default '';
update registrations set portal = (select a.portal from applications a where a.id = registrations.application);
create index registrations_order on registrations (portal, created_at, id);
create index registrations_portal_state on registrations (portal, state, created_at, id);
create index registrations_application_state on registrations (application, state);
create index registrations_version_state on registrations (version, state);

alter table products add column labels text not null default '{}';
alter table products add column public_labels text not null default '{}';
alter table versions add column labels text not null default '{}';
-- What the version's author last said of it for all portals at once; portals that show the product later follow it.
alter table versions add column publish_status text not null default 'unpublished'
    check (publish_status in ('published', 'unpublished'));
alter table versions add column deprecated boolean not null default false;
alter table strategies add column labels text not null default '{}';
alter table applications add column labels text not null default '{}';

-- A token may do less than its admin: its own role, or null for the admin's.
alter table admin_tokens add column role text check (role in ('admin', 'approver', 'publisher', 'reader'));

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
