-- What the API keeps beside a document: a JSON object of the producer's own. And the pictures that documents show.

alter table documents add column metadata text not null default '{}';

-- `source` is the digest of what was uploaded and `digest` that of what was drawn from it, so that the same picture
-- uploaded again, in either shape, changes nothing.
create table product_images (
    id         text   not null primary key,
    product    text   not null references products (id) on delete cascade,
    name       text   not null,
    media_type text   not null check (media_type in ('image/png', 'image/jpeg')),
    bytes      bytea  not null,
    size       bigint not null,
    width      bigint not null,
    height     bigint not null,
    source     text   not null,
    digest     text   not null,
    created_at bigint not null,
    updated_at bigint not null
);
create unique index product_images_name on product_images (product, name);
