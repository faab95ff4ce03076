//! Values in and out, and the words for what goes wrong.

use base::{DeveloperId, Error, Instant, PortalId};
use sql::{Backend, Failure, args, unless_taken};

use crate::fresh::{Fresh, each};

const THINGS: &str = "create table things (id text not null primary key, word text, number bigint, truth boolean, bytes bytea)";

#[tokio::test]
async fn values_come_back_as_they_went() {
    for it in each().await {
        it.run(THINGS).await;
        let id: PortalId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        let at = Instant::from_micros(1_764_019_531_123_456);
        let bytes = vec![0_u8, 255, 7];
        let mut tx = it.db.write().await.unwrap();
        let insert = "insert into things (id, word, number, truth, bytes) values ($1, $2, $3, $4, $5)";
        assert_eq!(tx.run(insert, args![id, "wörd", at, true, &bytes]).await.unwrap(), 1);
        let word: Option<&str> = None;
        let bytes_or_none: Option<Vec<u8>> = None;
        tx.run(insert, args!["none", word, None::<Instant>, None::<bool>, bytes_or_none]).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = it.db.read().await.unwrap();
        let select = "select id, word, number, truth, bytes from things where id = $1 or id = $2 order by id";
        let rows = tx.all(select, args![&id, String::from("none")]).await.unwrap();
        let [full, empty] = rows.as_slice() else { panic!("{rows:?}") };
        assert_eq!(full.get::<PortalId>("id").unwrap(), id);
        assert_eq!(full.id::<PortalId>("id").unwrap(), id);
        assert_eq!(full.get::<String>("word").unwrap(), "wörd");
        assert_eq!(full.get::<Option<Instant>>("number").unwrap(), Some(at));
        assert!(full.get::<bool>("truth").unwrap());
        assert_eq!(full.get::<Vec<u8>>("bytes").unwrap(), bytes);
        assert_eq!(empty.get::<Option<String>>("word").unwrap(), None);
        assert_eq!(empty.maybe_id::<DeveloperId>("word").unwrap(), None);
        assert_eq!(empty.get::<Option<i64>>("number").unwrap(), None);
        assert_eq!(empty.get::<Option<bool>>("truth").unwrap(), None);
        assert_eq!(empty.get::<Option<Vec<u8>>>("bytes").unwrap(), None);
        drop(tx);
        it.done().await;
    }
}

#[tokio::test]
async fn a_parameter_may_be_used_twice_and_expressions_have_types() {
    for it in each().await {
        it.run(THINGS).await;
        let mut tx = it.db.write().await.unwrap();
        let insert = "insert into things (id, number, truth) values ($1, $2, $3)";
        for (id, number) in [("a", 1_i64), ("b", 2), ("c", 3)] {
            tx.run(insert, args![id, number, false]).await.unwrap();
        }
        let found = tx.all("select id from things where id = $1 or id > $1", args!["b"]).await.unwrap();
        assert_eq!(found.len(), 2);
        let row = tx
            .one(
                "select count(*) as n, number > 2 as large, cast(sum(number) as bigint) as total, 1 as one
                   from things where $1 or id = $2 group by number > 2 order by number > 2 desc limit $3",
                args![true, "x", 1],
            )
            .await
            .unwrap();
        assert_eq!(row.get::<i64>("n").unwrap(), 1);
        assert!(row.get::<bool>("large").unwrap());
        assert_eq!(row.get::<i64>("total").unwrap(), 3);
        assert_eq!(row.get::<i64>("one").unwrap(), 1);
        let changed = tx.run("update things set number = $1 where id <> $2", args![9, "a"]).await.unwrap();
        assert_eq!(changed, 2);
        let back = tx.one("delete from things where id = $1 returning number", args!["c"]).await.unwrap();
        assert_eq!(back.get::<i64>("number").unwrap(), 9);
        drop(tx);
        it.done().await;
    }
}

#[tokio::test]
async fn a_wrong_column_or_type_is_our_fault() {
    for it in each().await {
        it.run(THINGS).await;
        it.run("insert into things (id) values ('a')").await;
        let mut tx = it.db.read().await.unwrap();
        let row = tx.one("select id, number from things", args![]).await.unwrap();
        let said = row.get::<i64>("id").unwrap_err().to_string();
        assert_eq!(said, "internal: column id is text, not bigint");
        let said = row.get::<i64>("number").unwrap_err().to_string();
        assert_eq!(said, "internal: column number is null, not bigint");
        let said = row.get::<i64>("nothing").unwrap_err().to_string();
        assert_eq!(said, "internal: no column nothing among id, number");
        assert!(matches!(row.id::<PortalId>("id"), Err(Error::Internal(_))));
        assert!(matches!(
            tx.one("select id from things where id = $1", args!["b"]).await,
            Err(Failure::Broken(_))
        ));
        assert!(tx.maybe_one("select id from things where id = $1", args!["b"]).await.unwrap().is_none());
        let failure = tx.one("select nothing from things", args![]).await.unwrap_err();
        assert!(matches!(&failure, Failure::Broken(said) if said.contains("nothing")), "{failure}");
        drop(tx);
        it.done().await;
    }
}

#[tokio::test]
async fn a_taken_value_names_its_columns() {
    for it in each().await {
        it.run(
            "create table people (id text not null primary key, portal text not null, email text not null)",
        )
        .await;
        it.run("create unique index people_email on people (portal, email)").await;
        it.run("insert into people (id, portal, email) values ('1', 'p', 'a@b')").await;
        let insert = "insert into people (id, portal, email) values ($1, $2, $3)";

        let mut tx = it.db.write().await.unwrap();
        let failure = tx.run(insert, args!["2", "p", "a@b"]).await.unwrap_err();
        assert!(
            failure.taken_on("email") && failure.taken_on("portal") && !failure.taken_on("id"),
            "{failure:?}"
        );
        assert!(!failure.to_string().contains("a@b"), "no value is logged");
        drop(tx);

        let mut tx = it.db.write().await.unwrap();
        let failure = tx.run(insert, args!["1", "p", "c@d"]).await.unwrap_err();
        assert!(failure.taken_on("id") && !failure.taken_on("email"), "{failure:?}");
        drop(tx);

        let mut tx = it.db.write().await.unwrap();
        let refused = unless_taken(tx.run(insert, args!["1", "p", "c@d"]).await, "person.exists");
        assert!(matches!(refused, Err(Error::Refused("person.exists"))));
        drop(tx);
        it.done().await;
    }
}

#[tokio::test]
async fn a_broken_reference_is_told_from_a_broken_check() {
    for it in each().await {
        it.run("create table owners (id text not null primary key, age bigint check (age > 0))").await;
        it.run(
            "create table pets (id text not null primary key, owner text not null references owners (id))",
        )
        .await;
        it.run("insert into owners (id) values ('o')").await;
        it.run("insert into pets (id, owner) values ('p', 'o')").await;
        for (sql, referenced) in [
            ("delete from owners", true),
            ("insert into pets (id, owner) values ('q', 'nobody')", true),
            ("update owners set age = 0", false),
        ] {
            let failure = it.db.write().await.unwrap().run(sql, args![]).await.unwrap_err();
            assert_eq!(failure.is_referenced(), referenced, "{sql}: {failure:?}");
            assert!(matches!(Error::from(failure), Error::Internal(_)));
        }
        it.done().await;
    }
}

#[tokio::test]
async fn words_of_the_dialect_are_understood() {
    for it in each().await {
        it.run(THINGS).await;
        it.run("insert into things (id, word) values ('a', '100% Proof'), ('b', '100 proof')").await;
        let mut tx = it.db.write().await.unwrap();
        let find = r"select id from things where word {like} $1 escape '\' {for_update} {skip_locked}";
        for (text, found) in [("PROOF", 2), ("0% P", 1), ("_", 0)] {
            let rows = tx.all(find, args![sql::dialect::containing(text)]).await.unwrap();
            assert_eq!(rows.len(), found, "{text}");
        }
        drop(tx);
        it.done().await;
    }
}

#[tokio::test]
async fn statements_are_counted() {
    for it in each().await {
        let before = it.db.statements();
        let mut tx = it.db.read().await.unwrap();
        tx.one("select 1 as n", args![]).await.unwrap();
        tx.one("select 2 as n", args![]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(it.db.statements() - before, 2);
        it.db.ping().await.unwrap();
        it.done().await;
    }
}

#[tokio::test]
async fn the_file_is_for_its_owner_and_survives_a_power_cut() {
    use std::os::unix::fs::PermissionsExt;

    let it = Fresh::sqlite().await;
    assert_eq!(it.db.backend(), Backend::Sqlite);
    it.run(THINGS).await;
    for file in std::fs::read_dir(it.directory()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
    }
    let mut tx = it.db.write().await.unwrap();
    for (pragma, column, wanted) in [
        ("pragma synchronous", "synchronous", 2),
        ("pragma foreign_keys", "foreign_keys", 1),
        ("pragma trusted_schema", "trusted_schema", 0),
    ] {
        assert_eq!(tx.one(pragma, args![]).await.unwrap().get::<i64>(column).unwrap(), wanted, "{pragma}");
    }
    let mode = tx.one("pragma journal_mode", args![]).await.unwrap().get::<String>("journal_mode").unwrap();
    assert_eq!(mode, "wal");
    drop(tx);
    it.done().await;
}

#[tokio::test]
async fn an_address_of_neither_database_is_refused() {
    for url in ["mysql://localhost/x", "", "/some/file.db"] {
        assert!(
            matches!(sql::Db::open(url, sql::Options::default()).await, Err(Failure::Broken(_))),
            "{url}"
        );
    }
    let missing = format!("sqlite:{}/no/such/directory/x.db", env!("CARGO_TARGET_TMPDIR"));
    assert!(matches!(sql::Db::open(&missing, sql::Options::default()).await, Err(Failure::Unavailable(_))));
}
