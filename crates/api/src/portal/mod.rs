//! The Portal API v2: what a developer does, on the portal's own host.

mod applications;

use crate::door::Routes;

pub(crate) fn routes(at: &mut Routes) {
    applications::routes(at);
}
