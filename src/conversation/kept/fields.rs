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

    #[inline(never)]
    pub(super) fn fields(&mut self) -> Option<Self> {
        Self::of(self.value()?)
    }

    /// The fields of an array, or `Some(None)` where it says that there is none.
    #[inline(never)]
    pub(super) fn optional_fields(&mut self) -> Option<Option<Self>> {
        match self.value()? {
            Value::Null => Some(None),
            value => Self::of(value).map(Some),
        }
    }

    #[inline(never)]
    pub(super) fn text(&mut self) -> Option<String> {
        self.value()?.as_str().map(str::to_owned)
    }

    #[inline(never)]
    pub(super) fn optional_text(&mut self) -> Option<Option<String>> {
        match self.value()? {
            Value::Null => Some(None),
            value => value.as_str().map(|text| Some(text.to_owned())),
        }
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        self.value()?.as_bool()
    }

    #[inline(never)]
    pub(super) fn number(&mut self) -> Option<u32> {
        whole(self.value()?).and_then(|number| u32::try_from(number).ok())
    }

    #[inline(never)]
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

    #[inline(never)]
    pub(super) fn data(&mut self) -> Option<Data> {
        self.value()?.as_object().cloned()
    }
}

fn whole(value: &Value) -> Option<u64> {
    value.as_u64()
}

/// A kept array in the making. Its methods are kept apart, so that the widget has the code around a field once.
#[derive(Default)]
pub(super) struct List(Vec<Value>);

impl List {
    /// An array that begins with its kind.
    pub(super) fn of(kind: u32) -> Self {
        Self::default().number(kind)
    }

    #[inline(never)]
    pub(super) fn value(mut self, value: Value) -> Self {
        self.0.push(value);
        self
    }

    #[inline(never)]
    pub(super) fn text(self, text: &str) -> Self {
        self.value(Value::String(text.to_owned()))
    }

    pub(super) fn optional_text(self, text: Option<&str>) -> Self {
        match text {
            None => self.value(Value::Null),
            Some(text) => self.text(text),
        }
    }

    #[inline(never)]
    pub(super) fn number(self, number: u32) -> Self {
        self.value(Value::from(number))
    }

    pub(super) fn optional_number(self, number: Option<u32>) -> Self {
        match number {
            None => self.value(Value::Null),
            Some(number) => self.number(number),
        }
    }

    pub(super) fn flag(self, flag: bool) -> Self {
        self.value(Value::Bool(flag))
    }

    /// A length of time, or the time since 1970, in whole milliseconds.
    #[inline(never)]
    pub(super) fn milliseconds(self, duration: Duration) -> Self {
        let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        self.value(Value::from(milliseconds))
    }

    /// One of a few things, by its place among them.
    pub(super) fn place<T: PartialEq>(self, all: &[T], one: &T) -> Self {
        let place = all.iter().position(|candidate| candidate == one);
        self.number(u32::try_from(place.unwrap_or_default()).unwrap_or_default())
    }

    pub(super) fn data(self, data: &Data) -> Self {
        self.value(Value::Object(data.clone()))
    }

    pub(super) fn done(self) -> Value {
        Value::Array(self.0)
    }
}

/// Something, or `null`.
pub(super) fn optional<T>(value: Option<T>, keep: impl FnOnce(T) -> Value) -> Value {
    value.map_or(Value::Null, keep)
}
