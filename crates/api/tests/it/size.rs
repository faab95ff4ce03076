//! Ten thousand of everything: what a request asks the database stays the same small number of statements.

use sql::args;

use crate::desk::Caller;
use crate::offer::Offer;

/// The most statements that a request takes, whatever it lists: the portal, the session and what it is about.
const MOST: u64 = 12;

/// Numbers of ten thousand rows, as text of one length, in words that both databases know.
macro_rules! rows {
    ($text:literal) => {
        concat!(
            "with recursive n (i) as (select 0 union all select i + 1 from n where i < 9999),
                  k (i, t) as (select i, cast(100000000000 + i as text) from n) ",
            $text
        )
    };
}

/// `$1` is the portal, `$2` the strategy, `$3` the developer.
const ROWS: [&str; 9] = [
    rows!(
        "insert into products (id, slug, name, description, created_at, updated_at)
         select '00000001-0000-7000-8000-' || t, 'p' || t, 'Product ' || t, 'About ' || t, 1, 1 from k
          where $1 <> '' and $2 <> '' and $3 <> ''"
    ),
    rows!(
        "insert into product_publications (product, portal, created_at)
         select '00000001-0000-7000-8000-' || t, $1, 1 from k where $2 <> '' and $3 <> ''"
    ),
    rows!(
        "insert into versions (id, product, name, created_at, updated_at)
         select '00000002-0000-7000-8000-' || t, '00000001-0000-7000-8000-' || t, 'v1', 1, 1 from k
          where $1 <> '' and $2 <> '' and $3 <> ''"
    ),
    rows!(
        "insert into publications (id, version, portal, state, deprecated, registration, auto_approve, strategy,
                                   created_at, updated_at)
         select '00000003-0000-7000-8000-' || t, '00000002-0000-7000-8000-' || t, $1, 'published', false, true, true,
                $2, 1, 1 from k where $3 <> ''"
    ),
    rows!(
        "insert into documents (id, product, slug, title, content, state, position, created_at, updated_at)
         select '00000004-0000-7000-8000-' || t, (select min(id) from products where slug = 'payments'), 'd' || t,
                'Document ' || t, 'Words', 'published', i, 1, 1
           from k where i < 300 and $1 <> '' and $2 <> '' and $3 <> ''"
    ),
    rows!(
        "insert into versions (id, product, name, created_at, updated_at)
         select '00000005-0000-7000-8000-' || t, (select min(id) from products where slug = 'payments'), 'w' || t, 1, 1
           from k where $1 <> '' and $2 <> '' and $3 <> ''"
    ),
    rows!(
        "insert into publications (id, version, portal, state, deprecated, registration, auto_approve, strategy,
                                   created_at, updated_at)
         select '00000006-0000-7000-8000-' || t, '00000005-0000-7000-8000-' || t, $1, 'published', false, true, true,
                $2, 1, 1 from k where $3 <> ''"
    ),
    rows!(
        "insert into applications (id, portal, developer, name, description, reference_id, strategy, created_at,
                                   updated_at)
         select '00000007-0000-7000-8000-' || t, $1, $3, 'App ' || t, '', 'app-' || t, $2, 1, 1 from k"
    ),
    rows!(
        "insert into credentials (id, application, name, mac, hint, state, created_at)
         select '00000009-0000-7000-8000-' || t, '00000007-0000-7000-8000-100000000000', 'Key ' || t, t, 'abcd',
                'active', 1 from k where $1 <> '' and $2 <> '' and $3 <> ''"
    ),
];

const REGISTRATIONS: &str = rows!(
    "insert into registrations (id, application, version, state, requested_at, decided_at, decided_by, created_at,
                                updated_at)
     select '00000008-0000-7000-8000-' || t, '00000007-0000-7000-8000-100000000000',
            '00000002-0000-7000-8000-' || t, 'approved', 1, 1, 'portal', 1, 1
       from k where $1 <> '' and $2 <> '' and $3 <> ''"
);

#[tokio::test]
async fn a_list_takes_as_many_statements_for_a_hundred_rows_as_for_one_or_hardly_more() {
    for it in Offer::each().await {
        let ada = it.ada_call.developer().unwrap().id;
        for sql in ROWS.into_iter().chain([REGISTRATIONS]) {
            let args = args![it.portal.to_string(), it.strategy.to_string(), ada.to_string()];
            it.desk.house.run(sql, args).await;
        }
        it.desk.house.run("update feed set seq = seq + 1", args![]).await;
        let (product, version) = (it.product, it.version);
        let application = "00000007-0000-7000-8000-100000000000";
        for (path, total) in [
            ("/products".to_owned(), 10_001),
            ("/products?filter[name][contains]=PRODUCT".to_owned(), 10_000),
            ("/search/product-catalog?q=&join=versions".to_owned(), 10_001),
            ("/search/product-catalog?q=product".to_owned(), 10_000),
            (format!("/products/{product}/versions"), 10_002),
            (format!("/products/{product}/documents"), 300),
            (format!("/products/{product}/versions/{version}/applications"), 10_000),
            ("/applications".to_owned(), 10_000),
            ("/applications/auth-strategies".to_owned(), 1),
            (format!("/applications/{application}/credentials"), 10_000),
            (format!("/applications/{application}/registrations"), 10_000),
            (format!("/applications/{application}/registrations?filter[product_name][contains]=12"), 299),
        ] {
            let join = if path.contains('?') { '&' } else { '?' };
            let counted = async |size: usize| {
                let path = format!("{path}{join}page[size]={size}");
                it.get(&it.ada, &path).await;
                let before = it.desk.house.app().db.statements();
                let answer = it.get(&it.ada, &path).await;
                assert_eq!(
                    (answer.code(), &answer.json["meta"]["page"]["total"]),
                    (200, &total.into()),
                    "{path}"
                );
                let rows = answer.json["data"].as_array().unwrap().len();
                assert_eq!(rows, size.min(usize::try_from(total).unwrap()), "{path}");
                it.desk.house.app().db.statements() - before
            };
            let (few, many) = (counted(1).await, counted(100).await);
            println!("{few:3} {many:3} statements {path}");
            assert!(few <= MOST && many <= MOST, "{path} takes {few} and {many} statements");
        }
        for path in [
            format!("/products/{product}"),
            format!("/products/{product}/actions"),
            format!("/products/{product}/versions/{version}"),
            format!("/products/{product}/versions/{version}/spec"),
            format!("/products/{product}/versions/{version}/spec/operations"),
            format!("/products/{product}/documents/d100000000123"),
            format!("/applications/{application}"),
        ] {
            let statements = statements(&it, &it.ada, &path).await;
            println!("{statements:3} statements {path}");
            assert!(statements <= MOST, "{path} takes {statements} statements");
        }
    }
}

async fn statements(it: &Offer, caller: &Caller, path: &str) -> u64 {
    it.get(caller, path).await;
    let before = it.desk.house.app().db.statements();
    assert_eq!(it.get(caller, path).await.code(), 200, "{path}");
    it.desk.house.app().db.statements() - before
}
