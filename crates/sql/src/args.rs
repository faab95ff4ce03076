//! The parameters of a statement: `args![a, b, c]`.

use base::Instant;

use crate::Value;

/// The parameters of one statement, `$1` first.
#[derive(Debug, Clone, Default)]
pub struct Args(Vec<Value>);

impl Args {
    /// These values, in order. Written as `args![…]`.
    pub fn new(values: Vec<Value>) -> Self {
        Self(values)
    }

    /// The values, in order.
    pub(crate) fn into_values(self) -> Vec<Value> {
        self.0
    }
}

/// The parameters of a statement, `$1` first: texts, numbers, truths, bytes, instants, ids, references to them,
/// and an `Option` of each.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => {
        $crate::Args::new(::std::vec![$($crate::IntoValue::into_value($value)),*])
    };
}

/// What can be a parameter.
pub trait IntoValue {
    /// The value to send.
    fn into_value(self) -> Value;
    /// NULL of this type.
    fn null() -> Value;
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or_else(T::null, T::into_value)
    }
    fn null() -> Value {
        T::null()
    }
}

impl<T: IntoValue + Clone> IntoValue for &T {
    fn into_value(self) -> Value {
        self.clone().into_value()
    }
    fn null() -> Value {
        T::null()
    }
}

macro_rules! parameters {
    ($($type:ty => $kind:ident, $it:ident => $value:expr;)*) => {$(
        impl IntoValue for $type {
            fn into_value(self) -> Value {
                let $it = self;
                Value::$kind(Some($value))
            }
            fn null() -> Value { Value::$kind(None) }
        }
    )*};
}

parameters! {
    &str => Text, it => it.to_owned();
    String => Text, it => it;
    i64 => Int, it => it;
    i32 => Int, it => i64::from(it);
    u32 => Int, it => i64::from(it);
    Instant => Int, it => it.micros();
    bool => Bool, it => it;
    &[u8] => Bytes, it => it.to_vec();
    Vec<u8> => Bytes, it => it;
}
