//! Ten thousand of everything: what a list of the management API asks the database stays the same small number.

use std::time::Instant;

use sql::args;

use super::shop::{Shop, last};

/// The most statements that a request takes: the token, its admin, and what it is about.
const MOST: u64 = 7;

/// Numbers of ten thousand rows, as text of one length, in words that both databases know. `$1` is a product.
macro_rules! rows {
    ($text:literal) => {
        concat!(
            "with recursive n (i) as (select 0 union all select i + 1 from n where i < 9999),
                  k (i, t) as (select i, cast(100000000000 + i as text) from n) ",
            $text
        )
    };
}

const ROWS: [&str; 7] = [
    rows!(
        "insert into products (id, slug, name, description, created_at, updated_at)
         select '00000001-0000-7000-8000-' || t, 'p' || t, 'Product ' || t, 'About ' || t, i, i
           from k where $1 <> ''"
    ),
    rows!(
        "insert into versions (id, product, name, created_at, updated_at)
         select '00000002-0000-7000-8000-' || t, $1, 'v' || t, i, i from k"
    ),
    rows!(
        "insert into documents (id, product, slug, title, content, state, position, created_at, updated_at)
         select '00000003-0000-7000-8000-' || t, $1, 'd' || t, 'Document ' || t, 'Words', 'published', i, i, i
           from k where i < 1000"
    ),
    rows!(
        "insert into strategies (id, name, display_name, kind, key_names, hide_key, config, created_at, updated_at)
         select '00000004-0000-7000-8000-' || t, 'Keys ' || t, 'Keys', 'key_auth', '[\"apikey\"]', true, '', i, i
           from k where $1 <> ''"
    ),
    rows!(
        "insert into gateway_services (id, name, upstream_url, host, path_prefix, strip_prefix, preserve_host,
                                       connect_timeout_ms, response_timeout_ms, created_at, updated_at)
         select '00000005-0000-7000-8000-' || t, 'Service ' || t, 'http://localhost', '', '/s' || t, true, false,
                1000, 1000, i, i from k where $1 <> ''"
    ),
    rows!(
        "insert into mails (id, kind, recipient, sender, subject, body_text, body_html, state, attempts, due_at,
                            created_at)
         select '00000006-0000-7000-8000-' || t, 'developer-approved', 'a' || t || '@example.com', 'Acme', 'Hello',
                'words', '', 'sent', 1, i, i from k where $1 <> ''"
    ),
    rows!(
        "insert into audit_log (id, at, event, actor_kind, actor_name, door, subject_kind, subject_id, subject_name,
                                detail, request, address)
         select '00000007-0000-7000-8000-' || t, i, 'product.changed', 'admin', 'a@example.com', 'api', 'product',
                $1, 'Product', '', 'r', '' from k"
    ),
];

#[tokio::test]
async fn a_list_of_ten_thousand_takes_few_statements() {
    for shop in Shop::each().await {
        let product = shop.product("Parcels").await;
        for sql in ROWS {
            shop.desk.house.run(sql, args![last(&product)]).await;
        }
        for (path, least) in [
            ("/v2/api-products".to_owned(), 10_001),
            ("/v2/api-products?filter[name][contains]=PRODUCT".to_owned(), 10_000),
            ("/v2/api-products?sort=updated_at%20desc".to_owned(), 10_001),
            (format!("{product}/product-versions"), 10_000),
            (format!("{product}/product-versions?filter[publish_status]=unpublished"), 10_000),
            (format!("{product}/documents"), 1_000),
            ("/v2/application-auth-strategies".to_owned(), 10_000),
            ("/v2/gateway-services".to_owned(), 10_000),
            ("/v2/mails".to_owned(), 10_000),
            ("/v2/mails?filter[state]=sent".to_owned(), 10_000),
            ("/v2/audit-log".to_owned(), 10_000),
            ("/v2/audit-log?filter[event][contains]=CHANGED".to_owned(), 10_000),
        ] {
            let join = if path.contains('?') { '&' } else { '?' };
            for size in [10, 100] {
                let path = format!("{path}{join}page[size]={size}");
                shop.read(&path).await;
                let (before, began) = (shop.desk.house.app().db.statements(), Instant::now());
                let answer = shop.read(&path).await;
                let statements = shop.desk.house.app().db.statements() - before;
                println!("{statements:3} statements, {:4} ms {path}", began.elapsed().as_millis());
                assert!(answer["meta"]["page"]["total"].as_i64().unwrap() >= least, "{path}");
                assert_eq!(answer["data"].as_array().unwrap().len(), size, "{path}");
                assert!(statements <= MOST, "{path} takes {statements} statements");
            }
        }
    }
}
