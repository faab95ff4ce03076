-- What developers build, what it may call, how it proves itself, and what the gateway refused.

create table applications (
    id            text   not null primary key,
    portal        text   not null references portals (id) on delete cascade,
    developer     text   not null references developers (id) on delete cascade,
    name          text   not null,
    description   text   not null,
    reference_id  text   not null,
    strategy      text   not null references strategies (id),
    first_call_at bigint,
    created_at    bigint not null,
    updated_at    bigint not null
);
create unique index applications_name on applications (developer, name);
create unique index applications_reference_id on applications (portal, reference_id);
create index applications_strategy on applications (strategy);

create table registrations (
    id           text   not null primary key,
    application  text   not null references applications (id) on delete cascade,
    version      text   not null references versions (id) on delete cascade,
    state        text   not null check (state in ('pending', 'approved', 'rejected', 'revoked')),
    requested_at bigint not null,
    decided_at   bigint,
    decided_by   text,
    reason       text,
    created_at   bigint not null,
    updated_at   bigint not null,
    check ((state = 'pending') = (decided_at is null)),
    check ((state = 'rejected') = (reason is not null))
);
create unique index registrations_once on registrations (application, version);
create index registrations_version on registrations (version);
create index registrations_state on registrations (state, requested_at);

-- `mac` is HMAC-SHA-256 of the whole key under the installation's secret, in lower-case hex. The key itself is nowhere.
create table credentials (
    id           text   not null primary key,
    application  text   not null references applications (id) on delete cascade,
    name         text   not null,
    mac          text   not null,
    hint         text   not null,
    state        text   not null check (state in ('active', 'revoked')),
    created_at   bigint not null,
    expires_at   bigint,
    last_used_at bigint
);
create unique index credentials_mac on credentials (mac);
create index credentials_application on credentials (application);

-- What the gateway refused, for the developer whose call it was. Kept for seven days.
create table refusals (
    id          text   not null primary key,
    at          bigint not null,
    reason      text   not null,
    status      bigint not null,
    method      text   not null,
    path        text   not null,
    version     text,
    application text,
    credential  text
);
create index refusals_at on refusals (at);
