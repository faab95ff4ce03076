-- What the pages of the API reference show, made when a specification is uploaded; and the specifications that a
-- version has had.

-- `digest` is SHA-256 of the file in lower-case hex, empty for what was uploaded before it was kept. `warnings` is a
-- JSON list of {message, line, column, pointer}.
alter table specifications add column digest text not null default '';
alter table specifications add column warnings text not null default '[]';

-- A page as JSON, deflated. `format` says which JSON: a program makes and reads its own, so that two of them can share
-- a database while one takes over from the other.
create table reference_pages (
    specification text   not null references specifications (id) on delete cascade,
    format        bigint not null,
    kind          text   not null check (kind in ('overview', 'operation', 'schema')),
    slug          text   not null,
    content       bytea  not null,
    primary key (specification, format, kind, slug)
);

-- Every file that a version has had as its specification, deflated, the current one among them.
create table editions (
    id         text   not null primary key,
    version    text   not null references versions (id) on delete cascade,
    name       text   not null,
    title      text   not null,
    content    bytea  not null,
    bytes      bigint not null,
    digest     text   not null,
    operations bigint not null,
    created_at bigint not null,
    created_by text   not null
);
create index editions_version on editions (version, created_at);
