//! stub
use frame::door::Routes;
/// stub
pub fn routes(_at: &mut Routes) {}
