-- Each call is in each of the three histograms of each span once, so that what is asked for is added up from few cells:
-- long ones in the middle of a time, short ones at its edges. The span stands before the moment, for that is how cells
-- are looked for.
drop index usage_cells_age;
alter table usage_cells rename to usage_cells_before;

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

insert into usage_cells (line, metric, span, at, bucket, amount)
select line, metric, span, at, bucket, amount from usage_cells_before where span = 60;
insert into usage_cells (line, metric, span, at, bucket, amount)
select line, metric, 300, at - at % 300000000, bucket, cast(sum(amount) as bigint)
  from usage_cells_before where span in (60, 300) group by line, metric, at - at % 300000000, bucket;
insert into usage_cells (line, metric, span, at, bucket, amount)
select line, metric, 3600, at - at % 3600000000, bucket, cast(sum(amount) as bigint)
  from usage_cells_before group by line, metric, at - at % 3600000000, bucket;
insert into usage_cells (line, metric, span, at, bucket, amount)
select line, metric, 86400, at - at % 86400000000, bucket, cast(sum(amount) as bigint)
  from usage_cells_before group by line, metric, at - at % 86400000000, bucket;
drop table usage_cells_before;
