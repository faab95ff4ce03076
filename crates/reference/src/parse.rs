//! From text to a tree of values, with the line and column of what cannot be read.

use serde::de::DeserializeSeed;
use serde_json::Value;
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{
    Error as YamlError, MessageFormatter, NonFiniteFloatPolicy, Options, UserMessageFormatter,
};

use crate::Problem;
use crate::source::Format;
use crate::tree::{Budget, MAX_DEPTH, MAX_NODES, Tree, too_deep, too_many};

/// Reads the text. `max_bytes` bounds what aliases may grow to, as it bounds the text itself.
pub(crate) fn parse(text: &str, format: Format, max_bytes: usize) -> Result<(Value, Format), Problem> {
    match format {
        Format::Json => Ok((json(text, max_bytes)?, Format::Json)),
        Format::Yaml => Ok((yaml(text, max_bytes)?, Format::Yaml)),
        Format::JsonOrYaml => match json(text, max_bytes) {
            Ok(value) => Ok((value, Format::Json)),
            Err(_) => Ok((yaml(text, max_bytes)?, Format::Yaml)),
        },
    }
}

fn json(text: &str, max_bytes: usize) -> Result<Value, Problem> {
    let budget = Budget::new(max_bytes);
    let mut input = serde_json::Deserializer::from_str(text);
    let value = Tree::root(&budget).deserialize(&mut input);
    value.and_then(|value| input.end().map(|()| value)).map_err(|cause| json_problem(&cause))
}

fn json_problem(cause: &serde_json::Error) -> Problem {
    let (line, column) = (cause.line(), cause.column());
    let message = cause.to_string();
    let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    Problem::whole(message).at(line as u64, column as u64)
}

fn yaml(text: &str, max_bytes: usize) -> Result<Value, Problem> {
    let budget = Budget::new(max_bytes);
    let read = |input: serde_saphyr::Deserializer<'_, '_>| Tree::root(&budget).deserialize(input);
    serde_saphyr::with_deserializer_from_str_with_options(text, yaml_options(max_bytes), read)
        .map_err(|cause| yaml_problem(&cause))
}

/// YAML 1.2: `no` and `1_000` are text. The parser's own limits are met before a value is built; what an
/// alias stands for is counted again as values by [`Tree`].
pub(crate) fn yaml_options(max_bytes: usize) -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: 4 * MAX_NODES,
            // The parser counts keys too.
            max_nodes: 2 * MAX_NODES,
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_total_scalar_bytes: max_bytes.saturating_mul(2),
            max_recorded_anchor_events: MAX_NODES / 2,
            max_recorded_anchor_bytes: max_bytes.saturating_mul(2),
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: MAX_NODES,
            max_replay_stack_depth: MAX_DEPTH,
        },
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: NonFiniteFloatPolicy::Reject,
        with_snippet: false,
    }
}

fn yaml_problem(cause: &YamlError) -> Problem {
    let problem = Problem::whole(yaml_message(cause));
    match cause.location() {
        Some(place) => problem.at(place.line(), place.column()),
        None => problem,
    }
}

fn yaml_message(cause: &YamlError) -> String {
    match cause {
        YamlError::AliasError { error, .. } => yaml_message(error),
        YamlError::DuplicateMappingKey { key: Some(key), .. } => format!("the key `{key}` appears twice"),
        YamlError::DuplicateMappingKey { key: None, .. } => "a key appears twice".into(),
        YamlError::MultipleDocuments { .. } => "the file holds more than one YAML document".into(),
        YamlError::UnknownAnchor { .. } => "an alias names an anchor that does not exist".into(),
        YamlError::RecursiveReferencesRequireWeakTypes { .. } => "an alias stands for itself".into(),
        YamlError::Budget { breach: BudgetBreach::Depth { .. }, .. } => too_deep(),
        YamlError::Budget { breach: BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. }, .. } => {
            too_many()
        }
        YamlError::Budget { .. }
        | YamlError::AliasReplayCounterOverflow { .. }
        | YamlError::AliasReplayLimitExceeded { .. }
        | YamlError::AliasExpansionLimitExceeded { .. }
        | YamlError::AliasReplayStackDepthExceeded { .. } => {
            "the document has too many aliases, or they stand for too much".into()
        }
        other => match UserMessageFormatter.format_message(other).into_owned() {
            limit if limit.contains("recursion limit") => too_deep(),
            message => message,
        },
    }
}
