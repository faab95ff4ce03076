//! Application auth strategies: how applications prove themselves. Strategies of keys are there; those of OpenID Connect
//! are described as the contract has them, and refused until they exist.

mod shapes;

use axum::response::Response;
use base::{Right, StrategyId};
use catalog::strategies::{self, Used};
use frame::door::Need;

use crate::door::{Asked, Body, Created, Ids, ListOf, One, Operation, Routes, Style, no_content};
use crate::problem::{Named, Names, Problem};
use shapes::{Change, New, View};

/// What the operations call otherwise.
const NAMES: Names = &[
    ("key_names", "configs.key-auth.key_names"),
    ("ttl_value", "configs.key-auth.ttl.value"),
    ("ttl_unit", "configs.key-auth.ttl.unit"),
    ("kind", "strategy_type"),
];

pub(super) fn routes(at: &mut Routes) {
    let (read, manage) = (Need::Admin(Right::ReadConsole), Need::Admin(Right::ManageCatalog));
    let about = |id, says| Operation::named(id, "application-auth-strategies", says);
    at.get(
        "/v2/application-auth-strategies",
        read,
        list,
        about("list-app-auth-strategies", "Auth strategies")
            .paged()
            .fields(Style::Deep, strategies::FIELDS)
            .gives::<ListOf<View>>(200),
    );
    at.post(
        "/v2/application-auth-strategies",
        manage,
        create,
        about("create-app-auth-strategy", "Creates an auth strategy")
            .takes::<New>()
            .gives::<View>(201)
            .makes(),
    );
    at.get(
        "/v2/application-auth-strategies/{authStrategyId}",
        read,
        view,
        about("get-app-auth-strategy", "One auth strategy").gives::<View>(200).tagged(),
    );
    at.put(
        "/v2/application-auth-strategies/{authStrategyId}",
        manage,
        replace,
        about("replace-app-auth-strategy", "Puts an auth strategy in the place of one, or makes it there")
            .takes::<New>()
            .gives::<View>(201)
            .refuses(&[409])
            .tagged(),
    );
    at.patch(
        "/v2/application-auth-strategies/{authStrategyId}",
        manage,
        update,
        about("update-app-auth-strategy", "Changes an auth strategy")
            .takes::<Change>()
            .gives::<View>(200)
            .refuses(&[409])
            .tagged(),
    );
    at.delete(
        "/v2/application-auth-strategies/{authStrategyId}",
        manage,
        delete,
        about("delete-app-auth-strategy", "Deletes an auth strategy that nothing uses")
            .gives_nothing(204)
            .refuses(&[409])
            .tagged(),
    );
}

impl From<Used> for One<View> {
    fn from(used: Used) -> Self {
        let at = used.strategy.updated_at;
        Self(used.into(), at)
    }
}

async fn list(asked: Asked) -> Result<ListOf<View>, Problem> {
    let listed = strategies::list_sieved(&asked.call, asked.sieve(), asked.page()).await?;
    Ok(ListOf::of(listed, View::from))
}

async fn create(asked: Asked, Body(new): Body<New>) -> Result<Created<View>, Problem> {
    let One(view, at) = strategies::create_full(&asked.call, &new.keys()?).await.named(NAMES)?.into();
    Ok(Created(view, at))
}

async fn view(asked: Asked, Ids(id): Ids<StrategyId>) -> Result<One<View>, Problem> {
    Ok(strategies::used(&asked.call, id).await?.into())
}

async fn replace(
    asked: Asked,
    Ids(id): Ids<StrategyId>,
    Body(new): Body<New>,
) -> Result<Created<View>, Problem> {
    let One(view, at) = strategies::replace(&asked.call, id, &new.keys()?).await.named(NAMES)?.into();
    Ok(Created(view, at))
}

async fn update(
    asked: Asked,
    Ids(id): Ids<StrategyId>,
    Body(change): Body<Change>,
) -> Result<One<View>, Problem> {
    Ok(strategies::change(&asked.call, id, change.keys()?).await.named(NAMES)?.into())
}

async fn delete(asked: Asked, Ids(id): Ids<StrategyId>) -> Result<Response, Problem> {
    strategies::delete(&asked.call, id).await?;
    Ok(no_content())
}
