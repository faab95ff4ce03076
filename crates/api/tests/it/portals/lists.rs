//! Lists of many rows: a constant number of statements, and quick.

use sql::args;

use super::stage::Stage;
use crate::desk::Desk;

/// How many rows there are of each kind.
const MANY: i64 = 200;

/// Fills a portal with developers, applications, registrations, products, versions and teams.
#[expect(clippy::too_many_lines, reason = "rows of every kind are written in one place")]
async fn fill(stage: &Stage, many: i64) {
    let offer = stage.offer("First").await;
    let house = &stage.shop.desk.house;
    let (portal, strategy) = (stage.portal, offer.strategy);
    for (sql, args) in [
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $2)
             insert into developers (id, portal, email, full_name, state, requested_at, decided_at, decided_by,
                                     created_at, updated_at)
             select '00000000-0000-7000-8000-' || cast(100000000000 + i as text), $1, 'd' || i || '@example.com',
                    'Developer ' || i, 'approved', i, i, 'portal', i, i from n",
            args![portal, many],
        ),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $2)
             insert into applications (id, portal, developer, name, description, reference_id, strategy, created_at,
                                       updated_at)
             select '00000000-0000-7001-8000-' || cast(100000000000 + i as text), $1,
                    '00000000-0000-7000-8000-' || cast(100000000000 + i as text), 'App ' || i, '', 'r' || i, $3, i, i
               from n",
            args![portal, many, &strategy],
        ),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
             insert into registrations (id, application, version, state, requested_at, created_at, updated_at, portal)
             select '00000000-0000-7002-8000-' || cast(100000000000 + i as text),
                    '00000000-0000-7001-8000-' || cast(100000000000 + i as text), $2, 'pending', i, i, i, $3 from n",
            args![many, offer.version, portal],
        ),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
             insert into products (id, slug, name, description, created_at, updated_at)
             select '00000000-0000-7003-8000-' || cast(100000000000 + i as text), 'p' || i, 'Product ' || i, '', i, i
               from n",
            args![many],
        ),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $2)
             insert into product_publications (product, portal, created_at)
             select '00000000-0000-7003-8000-' || cast(100000000000 + i as text), $1, i from n",
            args![portal, many],
        ),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
             insert into versions (id, product, name, created_at, updated_at)
             select '00000000-0000-7004-8000-' || cast(100000000000 + i as text),
                    '00000000-0000-7003-8000-' || cast(100000000000 + i as text), 'v1', i, i from n",
            args![many],
        ),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $2)
             insert into publications (id, version, portal, state, deprecated, registration, auto_approve, strategy,
                                       created_at, updated_at)
             select '00000000-0000-7005-8000-' || cast(100000000000 + i as text),
                    '00000000-0000-7004-8000-' || cast(100000000000 + i as text), $1, 'published', false, true, false,
                    $3, i, i from n",
            args![portal, many, &strategy],
        ),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $2)
             insert into teams (id, portal, name, description, created_at, updated_at)
             select '00000000-0000-7006-8000-' || cast(100000000000 + i as text), $1, 'Team ' || i, '', i, i from n",
            args![portal, many],
        ),
    ] {
        house.run(sql, args).await;
    }
}

/// The lists of a portal, and how many statements each may take beside the one that knows the token.
const LISTS: [&str; 8] = [
    "",
    "/developers",
    "/applications",
    "/application-registrations",
    "/products",
    "/product-versions",
    "/teams",
    "/appearance",
];

fn statements(desk: &Desk) -> u64 {
    desk.house.app().db.statements()
}

#[tokio::test]
async fn a_list_takes_as_many_statements_for_a_hundred_rows_as_for_one() {
    for stage in Stage::each().await {
        fill(&stage, MANY).await;
        for rest in LISTS {
            let mut counts = Vec::new();
            for size in [1, 100] {
                let begin = statements(&stage.shop.desk);
                let is_list = !rest.is_empty() && rest != "/appearance";
                let query = if is_list { format!("?page[size]={size}") } else { String::new() };
                let list = stage.read(&format!("{rest}{query}")).await;
                if is_list {
                    assert_eq!(list["data"].as_array().unwrap().len(), size, "{rest}");
                    let total = list["meta"]["page"]["total"].as_i64().unwrap();
                    assert!((MANY..=MANY + 1).contains(&total), "{rest} {total}");
                }
                counts.push(statements(&stage.shop.desk) - begin);
            }
            assert_eq!(counts[0], counts[1], "{rest}");
            assert!(counts[0] <= 6, "{rest} takes {}", counts[0]);
        }
    }
}
