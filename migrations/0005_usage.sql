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
-- in each of the three histograms of each span once, so that what is asked for is added up from few cells: long ones in
-- the middle of a time, short ones at its edges. Latency is in microseconds, sizes are in bytes. The span stands before
-- the moment, for that is how cells are looked for. There is no foreign key to the line on purpose: an application goes
-- at once, and its cells, which nothing leads to any more, are swept later.
create table usage_cells (
    line   bigint not null,
    metric text   not null check (metric in ('latency', 'request_size', 'response_size')),
    span   bigint not null check (span in (60, 300, 3600, 86400)),
    at     bigint not null,
    bucket bigint not null,
    amount bigint not null,
    primary key (line, metric, span, at, bucket)
);
create index usage_cells_age on usage_cells (span, at);
