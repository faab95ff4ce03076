//! Migrations on both databases, and the schema they make.

use sql::{Backend, Failure, args};

use crate::fresh::each;

#[tokio::test]
async fn migrations_run_once() {
    for it in each().await {
        it.db.migrate().await.unwrap();
        let schema = it.db.schema().await.unwrap();
        let applied = it.count("select count(*) as n from migrations").await;
        it.db.migrate().await.unwrap();
        assert_eq!(it.db.schema().await.unwrap(), schema);
        assert_eq!(it.count("select count(*) as n from migrations").await, applied);
        assert_eq!(
            it.count("select count(*) as n from migrations where applied_at < 1700000000000000").await,
            0
        );
        it.done().await;
    }
}

#[tokio::test]
async fn two_nodes_may_migrate_at_once() {
    for it in each().await {
        let other = it.again().await;
        let (ours, theirs) = tokio::join!(it.db.migrate(), other.migrate());
        ours.unwrap();
        theirs.unwrap();
        assert_eq!(it.count("select count(*) as n from feed").await, 1);
        other.close().await;
        it.done().await;
    }
}

#[tokio::test]
async fn an_edited_past_and_an_unknown_future_are_refused() {
    for it in each().await {
        it.db.migrate().await.unwrap();
        let mut tx = it.db.write().await.unwrap();
        tx.run(
            "insert into migrations (version, name, checksum, applied_at) values ($1, $2, $3, $4)",
            args![9999, "9999_later", "", 0],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let failure = it.db.migrate().await.unwrap_err();
        assert!(matches!(&failure, Failure::Broken(said) if said.contains("newer")), "{failure}");

        it.run("delete from migrations where version = 9999").await;
        it.run("update migrations set checksum = 'other' where version = 1").await;
        let failure = it.db.migrate().await.unwrap_err();
        assert!(matches!(&failure, Failure::Broken(said) if said.contains("edited")), "{failure}");
        it.done().await;
    }
}

#[tokio::test]
async fn both_databases_print_the_same_schema() {
    let mut printed = Vec::new();
    for it in each().await {
        it.run("create table odd (a bigint not null, b text unique, c text, primary key (a))").await;
        it.run("create unique index odd_words on odd (lower(c), b) where c is not null").await;
        it.db.migrate().await.unwrap();
        printed.push(it.db.schema().await.unwrap());
        if it.db.backend() == Backend::Sqlite {
            let team = "team_members
    team text not null
    developer text not null
    index team_members_developer (developer)
    primary key (team, developer)
    foreign key (developer) references developers (id) on delete cascade
    foreign key (team) references teams (id) on delete cascade
";
            let odd = "odd
    a bigint not null
    b text
    c text
    primary key (a)
    unique (b)
    unique odd_words ((expression), b) partial
";
            assert!(printed[0].contains(team) && printed[0].contains(odd), "{}", printed[0]);
        }
        it.done().await;
    }
    for it in &printed {
        assert_eq!(*it, printed[0]);
    }
}
