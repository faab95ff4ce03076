//! The Portal API v2: what a developer does, on the portal's own host.

mod applications;
mod context;
mod developer;

use crate::door::Routes;

pub(crate) fn routes(at: &mut Routes) {
    developer::routes(at);
    context::routes(at);
    applications::routes(at);
}
