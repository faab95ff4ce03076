//! Both databases hold the same tables.

use testkit::TestHouse;

#[tokio::test]
async fn both_databases_print_the_same_schema() {
    let houses = TestHouse::each_database().await;
    let mut schemas = Vec::new();
    for house in &houses {
        schemas.push(house.app().db.schema().await.unwrap());
    }
    assert!(schemas[0].contains("registrations"));
    assert!(schemas.windows(2).all(|pair| pair[0] == pair[1]), "{}", schemas.join("\n---\n"));
}
