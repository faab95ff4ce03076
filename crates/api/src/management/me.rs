//! Whose token it is: the first thing that a program asks.

use axum::Json;
use base::Right;
use frame::door::Need;
use schemars::JsonSchema;
use serde::Serialize;

use crate::door::{Asked, Operation, Routes};
use crate::problem::Problem;
use crate::shapes::Id;

pub(super) fn routes(at: &mut Routes) {
    at.get(
        "/v2/me",
        Need::Admin(Right::ReadConsole),
        view,
        Operation::named("get-me", "admins", "Whose token it is").gives::<View>(200),
    );
}

/// The admin whose token it is.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Me", deny_unknown_fields)]
struct View {
    id: Id,
    email: String,
    full_name: String,
}

async fn view(asked: Asked) -> Result<Json<View>, Problem> {
    let person = asked.call.admin()?;
    Ok(Json(View { id: person.id.into(), email: person.email.clone(), full_name: person.name.clone() }))
}
