//! The steps: what each page says comes next, until the first call has succeeded.

use access::credentials::{self, NewCredential};
use access::registrations::{self, NewRegistration};
use access::steps;
use sql::args;

use crate::stand::Stand;

async fn says(stand: &Stand) -> String {
    let steps = steps::of(&stand.house.again(&stand.ada)).await.unwrap();
    steps.map_or("nothing".to_owned(), |it| it.to_string())
}

#[tokio::test]
async fn the_way_is_told_step_by_step_and_ends_with_the_first_call() {
    for stand in Stand::each().await {
        assert!(says(&stand).await.contains("find an API"));
        let it = stand.application(&stand.ada, "shop").await;
        assert!(says(&stand).await.contains("register shop"));
        let new = NewRegistration { application: it.id.to_string(), version: stand.version.to_string() };
        let registration = registrations::request(&stand.ada, &new).await.unwrap();
        assert!(says(&stand).await.contains("shop waits for approval of Payments v2"));
        registrations::approve(&stand.admin, registration.id).await.unwrap();
        assert!(says(&stand).await.contains("generate a credential for shop"));
        credentials::generate(&stand.ada, it.id, &NewCredential::default()).await.unwrap();
        assert!(says(&stand).await.contains("make the first call with shop"));
        stand.house.run("update applications set first_call_at = 1", args![]).await;
        assert_eq!(says(&stand).await, "nothing");
    }
}
