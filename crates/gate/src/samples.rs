//! Records for tests, told apart by a number.

use std::time::Duration;

use base::Uuid;

use crate::snapshot::catalog::{Service, Strategy, Version};

/// An id with this number at its end.
pub(crate) fn id<T: From<Uuid>>(number: u64) -> T {
    Uuid::from_u64_pair(0, number).into()
}

pub(crate) fn service(number: u64) -> Service {
    Service {
        id: id(number),
        name: format!("service {number}"),
        upstream: None,
        host: String::new(),
        prefix: format!("/s{number}"),
        strip_prefix: false,
        preserve_host: false,
        connect_timeout: Duration::from_secs(1),
        response_timeout: Duration::from_secs(1),
    }
}

pub(crate) fn strategy(number: u64) -> Strategy {
    Strategy { id: id(number), names: vec!["apikey".into()], hide: true }
}

pub(crate) fn version(number: u64) -> Version {
    Version {
        id: id(number),
        product: id(1),
        service: None,
        published: false,
        strategies: Vec::new(),
        portals: Vec::new(),
    }
}
