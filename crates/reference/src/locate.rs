//! Finds the line and column of a JSON pointer, by reading the text again up to that place.
//!
//! Trees carry no positions, since nearly none is ever asked for. Reading again is cheap: what is not
//! on the way is skipped, and the reading is ended at the place by an error, which carries the
//! position in both formats.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

use crate::Problem;
use crate::parse::yaml_options;
use crate::source::Format;

/// The same problem with the line and column of its pointer.
pub(crate) fn located(problem: Problem, text: &str, format: Format, max_bytes: usize) -> Problem {
    let Some(pointer) = &problem.pointer else { return problem };
    let way: Vec<String> =
        pointer.split('/').skip(1).map(|it| it.replace("~1", "/").replace("~0", "~")).collect();
    let (line, column) = match format {
        _ if way.is_empty() => (1, 1),
        Format::Json | Format::JsonOrYaml => in_json(text, &way),
        Format::Yaml => in_yaml(text, &way, max_bytes),
    };
    problem.at(line, column)
}

fn in_json(text: &str, way: &[String]) -> (u64, u64) {
    let mut input = serde_json::Deserializer::from_str(text);
    match (Way { left: way }).deserialize(&mut input) {
        Ok(()) => (0, 0),
        Err(stop) => (stop.line() as u64, stop.column() as u64),
    }
}

fn in_yaml(text: &str, way: &[String], max_bytes: usize) -> (u64, u64) {
    let walk = |input: serde_saphyr::Deserializer<'_, '_>| Way { left: way }.deserialize(input);
    let stop =
        serde_saphyr::with_deserializer_from_str_with_options(text, yaml_options(max_bytes), walk).err();
    stop.and_then(|it| it.location()).map_or((0, 0), |place| (place.line(), place.column()))
}

/// What is left of the way to a value.
struct Way<'w> {
    left: &'w [String],
}

impl<'de> DeserializeSeed<'de> for Way<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Way<'_> {
    type Value = ();

    /// Scalars are not visited on purpose: the error that serde gives then is the end of the way.
    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<(), A::Error> {
        let Some((next, left)) = self.left.split_first() else { return Err(here()) };
        while let Some(key) = input.next_key::<String>()? {
            match (key == *next, left.is_empty()) {
                (true, true) => return Err(here()),
                (true, false) => return input.next_value_seed(Way { left }),
                (false, _) => drop(input.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<(), A::Error> {
        let Some((next, left)) = self.left.split_first() else { return Err(here()) };
        for _ in 0..next.parse().unwrap_or(0_usize) {
            if input.next_element::<IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        input.next_element_seed(Way { left }).map(drop)
    }
}

/// The error that ends the reading. Of serde's errors, this kind is given a position by both formats.
fn here<E: Error>() -> E {
    E::invalid_value(Unexpected::Other("the place"), &"no more")
}
