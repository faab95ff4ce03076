//! Ids in and out of the database, as bare UUIDs in a `text` column.

use crate::{FromValue, IntoValue, Value};

macro_rules! ids {
    ($($id:ident)*) => {$(
        impl IntoValue for base::$id {
            fn into_value(self) -> Value { Value::Text(Some(self.to_string())) }
            fn null() -> Value { Value::Text(None) }
        }
        impl FromValue for base::$id {
            const WANTED: &'static str = "a UUID";
            fn from_value(value: &Value) -> Option<Self> {
                if let Value::Text(Some(it)) = value { it.parse().ok() } else { None }
            }
        }
    )*};
}

ids! {
    PortalId DeveloperId TeamId AdminId AdminTokenId SessionId LinkId MailId ImageId AuditId ServiceId StrategyId
    ProductId VersionId DocumentId SpecificationId EditionId PublicationId TeamRoleId ApplicationId RegistrationId
    CredentialId TraceId
}
