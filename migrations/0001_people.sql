-- Portals, the people in them, the people of the console, and what the frame keeps: audit, feed, mail.
-- One text for both databases: ids are text (UUIDv7), instants are bigint (microseconds since 1970, UTC).

create table settings (
    name  text not null primary key,
    value text not null
);

create table portals (
    id                         text    not null primary key,
    slug                       text    not null,
    name                       text    not null,
    description                text    not null,
    catalog                    text    not null check (catalog in ('public', 'private')),
    accounts                   text    not null check (accounts in ('on', 'off')),
    listed                     boolean not null,
    rbac                       boolean not null,
    auto_approve_developers    boolean not null,
    auto_approve_registrations boolean not null,
    key_prefix                 text    not null,
    default_strategy           text,
    max_applications           bigint  not null,
    max_credentials            bigint  not null,
    welcome_title              text    not null,
    welcome_text               text    not null,
    support_email              text    not null,
    theme                      text    not null,
    logo                       text,
    created_at                 bigint  not null,
    updated_at                 bigint  not null
);
create unique index portals_slug on portals (slug);
create unique index portals_name on portals (name);

create table images (
    id         text   not null primary key,
    media_type text   not null,
    bytes      bytea  not null,
    created_at bigint not null
);

create table developers (
    id                text   not null primary key,
    portal            text   not null references portals (id) on delete cascade,
    email             text   not null,
    full_name         text   not null,
    password_hash     text,
    state             text   not null check (state in ('unverified', 'pending', 'approved', 'rejected', 'revoked')),
    requested_at      bigint not null,
    decided_at        bigint,
    decided_by        text,
    reason            text,
    last_signed_in_at bigint,
    created_at        bigint not null,
    updated_at        bigint not null,
    check ((state in ('unverified', 'pending')) = (decided_at is null)),
    check ((state = 'rejected') = (reason is not null))
);
create unique index developers_email on developers (portal, email);
create index developers_state on developers (portal, state, requested_at);

create table teams (
    id          text   not null primary key,
    portal      text   not null references portals (id) on delete cascade,
    name        text   not null,
    description text   not null,
    created_at  bigint not null,
    updated_at  bigint not null
);
create unique index teams_name on teams (portal, name);

create table team_members (
    team      text not null references teams (id) on delete cascade,
    developer text not null references developers (id) on delete cascade,
    primary key (team, developer)
);
create index team_members_developer on team_members (developer);

create table admins (
    id                text   not null primary key,
    email             text   not null,
    full_name         text   not null,
    password_hash     text   not null,
    role              text   not null check (role in ('admin', 'approver', 'publisher', 'reader')),
    last_signed_in_at bigint,
    created_at        bigint not null,
    updated_at        bigint not null
);
create unique index admins_email on admins (email);

create table admin_tokens (
    id           text   not null primary key,
    admin        text   not null references admins (id) on delete cascade,
    name         text   not null,
    hash         text   not null,
    created_at   bigint not null,
    expires_at   bigint,
    last_used_at bigint
);
create unique index admin_tokens_hash on admin_tokens (hash);
create unique index admin_tokens_name on admin_tokens (admin, name);

-- One-time links that a mail carries: confirm an e-mail address, set a new password.
create table links (
    id         text   not null primary key,
    developer  text   references developers (id) on delete cascade,
    admin      text   references admins (id) on delete cascade,
    kind       text   not null check (kind in ('confirm', 'reset')),
    hash       text   not null,
    created_at bigint not null,
    expires_at bigint not null,
    used_at    bigint,
    check ((developer is null) <> (admin is null))
);
create unique index links_hash on links (hash);
create index links_developer on links (developer);

create table sessions (
    id           text   not null primary key,
    hash         text   not null,
    developer    text   references developers (id) on delete cascade,
    admin        text   references admins (id) on delete cascade,
    address      text   not null,
    agent        text   not null,
    created_at   bigint not null,
    last_seen_at bigint not null,
    expires_at   bigint not null,
    check ((developer is null) <> (admin is null))
);
create unique index sessions_hash on sessions (hash);
create index sessions_developer on sessions (developer);
create index sessions_admin on sessions (admin);

-- Who did what, when. No foreign keys: it outlives what it tells of.
create table audit_log (
    id           text   not null primary key,
    at           bigint not null,
    event        text   not null,
    portal       text,
    actor_kind   text   not null check (actor_kind in ('nobody', 'developer', 'admin', 'portal', 'operator')),
    actor_id     text,
    actor_name   text   not null,
    door         text   not null,
    subject_kind text   not null,
    subject_id   text   not null,
    subject_name text   not null,
    detail       text   not null,
    request      text   not null,
    address      text   not null
);
create index audit_log_at on audit_log (at);
create index audit_log_subject on audit_log (subject_id, at);

-- What the gateways must know, in the order in which it was committed.
create table changes (
    seq  bigint not null primary key,
    at   bigint not null,
    kind text   not null,
    id   text   not null
);
create table feed (
    one boolean not null primary key check (one),
    seq bigint  not null
);
insert into feed (one, seq) values (true, 0);

create table mails (
    id         text   not null primary key,
    portal     text,
    kind       text   not null,
    recipient  text   not null,
    sender     text   not null,
    subject    text   not null,
    body_text  text   not null,
    body_html  text   not null,
    state      text   not null check (state in ('waiting', 'sent', 'failed')),
    attempts   bigint not null,
    due_at     bigint not null,
    created_at bigint not null,
    settled_at bigint,
    problem    text
);
create index mails_due on mails (state, due_at);
create index mails_created on mails (created_at);
