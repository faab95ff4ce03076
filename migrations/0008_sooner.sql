-- Lists that begin with a developer or are searched by name, with more of what they ask for in the index.
create index applications_strategy_own on applications (developer, strategy);
drop index products_order;
create index products_order on products (lower(name), id, name);
