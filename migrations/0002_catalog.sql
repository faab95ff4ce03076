-- What is offered: products, versions, their documents and specifications, where traffic goes, who sees it.

create table gateway_services (
    id                  text    not null primary key,
    name                text    not null,
    upstream_url        text    not null,
    host                text    not null,
    path_prefix         text    not null,
    strip_prefix        boolean not null,
    preserve_host       boolean not null,
    connect_timeout_ms  bigint  not null,
    response_timeout_ms bigint  not null,
    created_at          bigint  not null,
    updated_at          bigint  not null
);
create unique index gateway_services_name on gateway_services (name);
create unique index gateway_services_route on gateway_services (host, path_prefix);

create table strategies (
    id           text    not null primary key,
    name         text    not null,
    display_name text    not null,
    kind         text    not null check (kind in ('key_auth', 'openid_connect')),
    key_names    text    not null,
    ttl_value    bigint,
    ttl_unit     text    check (ttl_unit in ('days', 'weeks', 'years')),
    hide_key     boolean not null,
    config       text    not null,
    created_at   bigint  not null,
    updated_at   bigint  not null,
    check ((ttl_value is null) = (ttl_unit is null))
);
create unique index strategies_name on strategies (name);

create table products (
    id          text   not null primary key,
    slug        text   not null,
    name        text   not null,
    description text   not null,
    created_at  bigint not null,
    updated_at  bigint not null
);
create unique index products_slug on products (slug);
create unique index products_name on products (name);

create table versions (
    id         text   not null primary key,
    product    text   not null references products (id) on delete cascade,
    name       text   not null,
    service    text   references gateway_services (id),
    created_at bigint not null,
    updated_at bigint not null
);
create unique index versions_name on versions (product, name);
create index versions_service on versions (service);

create table documents (
    id         text   not null primary key,
    product    text   not null references products (id) on delete cascade,
    parent     text   references documents (id),
    slug       text   not null,
    title      text   not null,
    content    text   not null,
    state      text   not null check (state in ('published', 'unpublished')),
    position   bigint not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index documents_slug on documents (product, slug);

-- `operations` is a JSON list of {method, path, summary, operation_id, tags, deprecated}, and `sample` the path and
-- query of a GET that works as it stands; both are taken from the content.
create table specifications (
    id         text   not null primary key,
    version    text   not null references versions (id) on delete cascade,
    name       text   not null,
    title      text   not null,
    content    text   not null,
    operations text   not null,
    sample     text,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index specifications_once on specifications (version);

create table product_publications (
    product    text   not null references products (id) on delete cascade,
    portal     text   not null references portals (id) on delete cascade,
    created_at bigint not null,
    primary key (product, portal)
);
create index product_publications_portal on product_publications (portal);

create table publications (
    id           text    not null primary key,
    version      text    not null references versions (id) on delete cascade,
    portal       text    not null references portals (id) on delete cascade,
    state        text    not null check (state in ('published', 'unpublished')),
    deprecated   boolean not null,
    registration boolean not null,
    auto_approve boolean not null,
    strategy     text    references strategies (id),
    created_at   bigint  not null,
    updated_at   bigint  not null,
    check (strategy is not null or not registration)
);
create unique index publications_once on publications (version, portal);
create index publications_portal on publications (portal);
create index publications_strategy on publications (strategy);

create table team_roles (
    id      text not null primary key,
    team    text not null references teams (id) on delete cascade,
    product text not null references products (id) on delete cascade,
    role    text not null check (role in ('viewer', 'consumer'))
);
create unique index team_roles_once on team_roles (team, product, role);
create index team_roles_product on team_roles (product);
