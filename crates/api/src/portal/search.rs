//! The search over the catalog.

use catalog::shelf::{self, Card, Search};
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use super::products::View as Source;
use crate::door::{Asked, Ids, ListOf, Operation, Routes};
use crate::problem::{Invalid, Problem};

/// The only index that there is.
const INDEX: &str = "product-catalog";

pub(super) fn routes(at: &mut Routes) {
    at.get(
        "/api/v2/search/{indices}",
        Need::Reader,
        search,
        Operation::named("search-portal-entities", "search", "Searches the products that the portal shows")
            .segment("indices", &[INDEX])
            .takes_text("q", "Words that must all be found; all products where there are none.")
            .takes_text(
                "join",
                "versions or versions.documents, or both with a comma between. Both are always searched.",
            )
            .paged()
            .gives::<ListOf<View>>(200),
    );
}

/// Something that was found.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "SearchResult", deny_unknown_fields)]
struct View {
    index: Index,
    source: Source,
}

/// In which index.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(inline)]
enum Index {
    #[serde(rename = "product-catalog")]
    ProductCatalog,
}

impl From<Card> for View {
    fn from(it: Card) -> Self {
        Self { index: Index::ProductCatalog, source: it.into() }
    }
}

async fn search(asked: Asked, Ids(index): Ids<String>) -> Result<ListOf<View>, Problem> {
    if index != INDEX {
        let wrong = Invalid { source: "path", ..Invalid::member("indices", "enum") };
        return Err(Problem::broken(vec![wrong.choices(vec![INDEX.into()])]));
    }
    let text = asked.value("q").unwrap_or_default().to_owned();
    let search = Search { text, ..Search::default() };
    let listed = shelf::search(&asked.call, &search, asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}
