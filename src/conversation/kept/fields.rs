//! The fields of a kept array, read one after the other.

use std::slice::Iter;
use std::time::Duration;

use serde_json::Value;

use crate::conversation::{Data, Timestamp};

/// What is left to read of an array. Every reader takes the next field; `None` when it is missing or of another kind.
pub(super) struct Fields<'a>(Iter<'a, Value>);

impl<'a> Fields<'a> {
    /// The fields of an array.
    pub(super) fn of(value: &'a Value) -> Option<Self> {
        value.as_array().map(|fields| Self(fields.iter()))
    }

    pub(super) fn value(&mut self) -> Option<&'a Value> {
        self.0.next()
    }

    pub(super) fn fields(&mut self) -> Option<Self> {
        Self::of(self.value()?)
    }

    /// The fields of an array, or `Some(None)` where it says that there is none.
    pub(super) fn optional_fields(&mut self) -> Option<Option<Self>> {
        match self.value()? {
            Value::Null => Some(None),
            value => Self::of(value).map(Some),
        }
    }

    pub(super) fn text(&mut self) -> Option<String> {
        self.value()?.as_str().map(str::to_owned)
    }

    pub(super) fn optional_text(&mut self) -> Option<Option<String>> {
        match self.value()? {
            Value::Null => Some(None),
            value => value.as_str().map(|text| Some(text.to_owned())),
        }
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        self.value()?.as_bool()
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        whole(self.value()?).and_then(|number| u32::try_from(number).ok())
    }

    pub(super) fn optional_number(&mut self) -> Option<Option<u32>> {
        match self.value()? {
            Value::Null => Some(None),
            value => whole(value).map(|number| u32::try_from(number).ok()),
        }
    }

    /// One of a few things, by its place among them.
    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(usize::try_from(self.number()?).ok()?).copied()
    }

    pub(super) fn time(&mut self) -> Option<Timestamp> {
        whole(self.value()?).map(|time| Timestamp::from_epoch(Duration::from_millis(time)))
    }

    pub(super) fn optional_time(&mut self) -> Option<Option<Timestamp>> {
        match self.value()? {
            Value::Null => Some(None),
            value => {
                whole(value).map(|time| Some(Timestamp::from_epoch(Duration::from_millis(time))))
            }
        }
    }

    pub(super) fn data(&mut self) -> Option<Data> {
        self.value()?.as_object().cloned()
    }
}

fn whole(value: &Value) -> Option<u64> {
    value.as_u64()
}

/// A point in time, in whole milliseconds.
pub(super) fn time(time: Timestamp) -> Value {
    milliseconds(time.since_epoch())
}

/// A length of time, in whole milliseconds.
pub(super) fn milliseconds(duration: Duration) -> Value {
    Value::from(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
}

/// One of a few things, by its place among them.
pub(super) fn place<T: PartialEq>(all: &[T], one: &T) -> Value {
    let place = all.iter().position(|candidate| candidate == one);
    Value::from(place.unwrap_or_default())
}

/// Something, or `null`.
pub(super) fn optional<T>(value: Option<T>, keep: impl FnOnce(T) -> Value) -> Value {
    value.map_or(Value::Null, keep)
}
