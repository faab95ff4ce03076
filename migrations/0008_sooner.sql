-- Lists that begin with a developer or are searched by name, with more of what they ask for in the index.
create index applications_strategy_own on applications (developer, strategy);
-- Like its portal, a registration's developer is that of its application, for life.
alter table registrations add column developer text not null default '';
update registrations set developer = (select a.developer from applications a where a.id = registrations.application);
create index registrations_version_own on registrations (version, developer);
drop index products_order;
create index products_order on products (lower(name), id, name);

-- A specification's file, and its `operations`: a JSON list of {method, path, summary, operation_id, tags, deprecated}
-- taken from it. They are apart because they are large, and what else is asked of a specification is small.
create table specification_files (
    specification text not null primary key references specifications (id) on delete cascade,
    content       text not null,
    operations    text not null
);
insert into specification_files (specification, content, operations)
    select id, content, operations from specifications;
alter table specifications drop column content;
alter table specifications drop column operations;
