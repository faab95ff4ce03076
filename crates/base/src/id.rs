//! One type per noun. UUIDv7, bare on the wire.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
pub use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// The bare UUID.
            pub fn uuid(&self) -> Uuid { self.0 }
        }
        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self { Self(uuid) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { Uuid::try_parse(text).map(Self) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(out) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, concat!(stringify!($name), "({})"), self.0)
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> { out.collect_str(&self.0) }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(input)?;
                text.parse().map_err(|_| de::Error::custom("not a UUID"))
            }
        }
    )*};
}

ids! {
    /// A portal.
    PortalId
    /// A developer's account in one portal.
    DeveloperId
    /// A group of a portal's developers.
    TeamId
    /// An account of the console.
    AdminId
    /// A management token of an admin.
    AdminTokenId
    /// A session of a developer or an admin.
    SessionId
    /// A one-time link that a mail carries.
    LinkId
    /// A mail in the outbox.
    MailId
    /// An uploaded image.
    ImageId
    /// A line of the audit log.
    AuditId
    /// Where a version's traffic goes.
    ServiceId
    /// How an application proves itself.
    StrategyId
    /// An API product.
    ProductId
    /// A product version.
    VersionId
    /// A document of a product.
    DocumentId
    /// A version's specification.
    SpecificationId
    /// A file that a version has, or had, as its specification.
    EditionId
    /// A version as it is published to one portal.
    PublicationId
    /// What a team may do with a product.
    TeamRoleId
    /// An application.
    ApplicationId
    /// An application's permission to use one version.
    RegistrationId
    /// An application's API key.
    CredentialId
    /// A refused call, or any request: what a person quotes to ask what happened.
    TraceId
}
