//! The management API v2: what an admin does, with a token, on the installation's API host.

mod me;

use crate::door::Routes;

pub(crate) fn routes(at: &mut Routes) {
    me::routes(at);
}
