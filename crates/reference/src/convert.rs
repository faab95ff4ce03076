//! The document in the other format: what was YAML as JSON, what was JSON as YAML.

use crate::{Document, Problem};

impl Document {
    /// The document as JSON.
    pub fn to_json(&self) -> Result<String, Problem> {
        serde_json::to_string_pretty(self.root()).map_err(|it| Problem::whole(it.to_string()))
    }

    /// The document as YAML.
    pub fn to_yaml(&self) -> Result<String, Problem> {
        serde_saphyr::to_string(self.root()).map_err(|it| Problem::whole(it.to_string()))
    }
}
