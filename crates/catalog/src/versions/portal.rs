pub fn routes(_at: &mut frame::door::Routes) {}
