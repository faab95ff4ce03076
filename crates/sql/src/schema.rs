//! The schema as text, to compare the two databases with each other and with the past.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::{Backend, Db, Failure, Result, Row, args};

/// Each statement gives rows of `owner` (the table), `position` and `line`.
const SQLITE: [&str; 3] = [
    "select m.name as owner, c.cid as position,
            c.name || ' ' || lower(c.type) || case when c.\"notnull\" = 1 then ' not null' else '' end as line
       from sqlite_schema m join pragma_table_info(m.name) c
      where m.type = 'table'",
    "select m.name as owner, 1000 as position,
            case i.origin when 'pk' then 'primary key'
                          when 'u' then 'unique'
                          else case i.\"unique\" when 1 then 'unique ' else 'index ' end || i.name end
            || ' (' || (select group_concat(coalesce(c.name, '(expression)'), ', ' order by c.seqno)
                          from pragma_index_info(i.name) c) || ')'
            || case i.partial when 1 then ' partial' else '' end as line
       from sqlite_schema m join pragma_index_list(m.name) i
      where m.type = 'table'",
    "select m.name as owner, 2000 as position,
            'foreign key (' || group_concat(f.\"from\", ', ' order by f.seq) || ') references ' || f.\"table\"
            || ' (' || group_concat(f.\"to\", ', ' order by f.seq) || ') on delete ' || lower(f.on_delete) as line
       from sqlite_schema m join pragma_foreign_key_list(m.name) f
      where m.type = 'table'
      group by m.name, f.id, f.\"table\", f.on_delete",
];

const POSTGRES: [&str; 3] = [
    "select cast(t.relname as text) as owner, a.attnum as position,
            a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
            || case when a.attnotnull then ' not null' else '' end as line
       from pg_class t join pg_attribute a on a.attrelid = t.oid
      where t.relnamespace = cast(current_schema() as regnamespace) and t.relkind in ('r', 'p')
        and a.attnum > 0 and not a.attisdropped",
    "select cast(t.relname as text) as owner, 1000 as position,
            case when i.indisprimary then 'primary key'
                 when k.oid is not null then 'unique'
                 else case when i.indisunique then 'unique ' else 'index ' end || n.relname end
            || ' (' || (select string_agg(coalesce(a.attname, '(expression)'), ', ' order by u.place)
                          from unnest(i.indkey) with ordinality as u (attnum, place)
                          left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.attnum) || ')'
            || case when i.indpred is not null then ' partial' else '' end as line
       from pg_index i
       join pg_class t on t.oid = i.indrelid
       join pg_class n on n.oid = i.indexrelid
       left join pg_constraint k on k.conindid = i.indexrelid and k.contype = 'u'
      where t.relnamespace = cast(current_schema() as regnamespace) and t.relkind in ('r', 'p')",
    "select cast(t.relname as text) as owner, 2000 as position,
            'foreign key (' || (select string_agg(a.attname, ', ' order by u.place)
                                  from unnest(k.conkey) with ordinality as u (attnum, place)
                                  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum)
            || ') references ' || r.relname
            || ' (' || (select string_agg(a.attname, ', ' order by u.place)
                          from unnest(k.confkey) with ordinality as u (attnum, place)
                          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum)
            || ') on delete ' || case k.confdeltype when 'a' then 'no action' when 'r' then 'restrict'
                                                    when 'c' then 'cascade' when 'n' then 'set null'
                                                    else 'set default' end as line
       from pg_constraint k
       join pg_class t on t.oid = k.conrelid
       join pg_class r on r.oid = k.confrelid
      where k.contype = 'f' and t.relnamespace = cast(current_schema() as regnamespace)",
];

/// Tables by name; in each, columns in their order, then indexes, then foreign keys.
pub(crate) async fn print(db: &Db) -> Result<String> {
    let mut tx = db.read().await?;
    let statements = if db.backend() == Backend::Sqlite { SQLITE } else { POSTGRES };
    let mut lines = BTreeSet::new();
    for sql in statements {
        for row in tx.all(sql, args![]).await? {
            lines.insert(read(&row).map_err(|it| Failure::Broken(it.to_string()))?);
        }
    }
    let mut printed = String::new();
    let mut table = String::new();
    for (owner, _, line) in lines {
        if owner != table {
            let _ = writeln!(printed, "{owner}");
            table = owner;
        }
        let _ = writeln!(printed, "    {line}");
    }
    Ok(printed)
}

fn read(row: &Row) -> base::Result<(String, i64, String)> {
    Ok((row.get("owner")?, row.get("position")?, row.get("line")?))
}
