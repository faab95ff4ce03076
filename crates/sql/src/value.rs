//! What a column can hold.

/// One value of a row or of a parameter. `None` is NULL; it keeps its type because PostgreSQL asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `text`: words, ids, JSON.
    Text(Option<String>),
    /// `bigint`: counts and instants.
    Int(Option<i64>),
    /// `boolean`.
    Bool(Option<bool>),
    /// `bytea`: images.
    Bytes(Option<Vec<u8>>),
}

impl Value {
    /// NULL as a row holds it, where the type no longer matters.
    pub(crate) const NULL: Self = Self::Text(None);

    /// Whether this is NULL.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Text(None) | Self::Int(None) | Self::Bool(None) | Self::Bytes(None))
    }

    /// What kind of value it is, in the words of the migrations.
    pub(crate) fn kind(&self) -> &'static str {
        if self.is_null() {
            return "null";
        }
        match self {
            Self::Text(_) => "text",
            Self::Int(_) => "bigint",
            Self::Bool(_) => "boolean",
            Self::Bytes(_) => "bytea",
        }
    }
}
