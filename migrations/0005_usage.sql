-- What the gateway has counted. A line is what is counted apart: the calls of an application to a version that were
-- answered with a status. Its id is a digest of the three, so that all nodes find the same one without asking.
create table usage_lines (
    id          bigint not null primary key,
    application text   not null references applications (id) on delete cascade,
    version     text   not null references versions (id) on delete cascade,
    status      bigint not null
);
create unique index usage_lines_once on usage_lines (application, version, status);
create index usage_lines_version on usage_lines (version);

-- How many calls of a line, in the seconds of `span` from `at` on, fell into one bucket of a histogram. Every call is
-- in each of the three histograms once. Latency is in microseconds, sizes are in bytes. There is no foreign key to the
-- line on purpose: an application goes at once, and its cells, which nothing leads to any more, are swept later.
create table usage_cells (
    line   bigint not null,
    metric text   not null check (metric in ('latency', 'request_size', 'response_size')),
    at     bigint not null,
    span   bigint not null check (span in (60, 300, 3600)),
    bucket bigint not null,
    amount bigint not null,
    primary key (line, metric, at, span, bucket)
);
create index usage_cells_age on usage_cells (span, at);
