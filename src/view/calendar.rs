//! Days and times, in the visitor's time zone and the conversation's language.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::dom::{Node, element};
use super::language::Language;
use crate::conversation::{Conversation, Timestamp};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locale: &JsValue, options: &JsValue) -> Result<DateTimeFormat, JsValue>;

    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, time: f64) -> String;
}

/// The latest time that a date can be made of, in milliseconds (ECMAScript, "Time Values and Time Range").
const LATEST: f64 = 8.64e15;

/// Writes times and dates. Making the browser's formats is dear, using them is not.
pub(super) struct Calendar {
    time: Option<DateTimeFormat>,
    day: Option<DateTimeFormat>,
}

/// A day of the visitor's, counted on from some day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day(i64);

impl Calendar {
    /// In the language of the widget's texts, else that of the conversation, else the browser's own.
    pub(super) fn of(language: &Language, state: &Conversation) -> Self {
        let spoken = language.tag();
        let language = if spoken.is_empty() {
            &state.settings().selector.language
        } else {
            &spoken
        };
        Self {
            time: format(language, "timeStyle", "short"),
            day: format(language, "dateStyle", "full"),
        }
    }

    /// The time of day in words, such as `10:42`.
    pub(super) fn time(&self, time: Timestamp) -> String {
        written(self.time.as_ref(), time)
    }

    /// The date in words, such as `Saturday, 28 November 2026`.
    pub(super) fn date(&self, time: Timestamp) -> String {
        written(self.day.as_ref(), time)
    }
}

/// The day that a time is in, where the visitor is.
pub(super) fn day(time: Timestamp) -> Day {
    let offset = date(time).get_timezone_offset() * 60_000.0;
    let days = ((milliseconds(time) - offset) / 86_400_000.0).floor();
    #[expect(clippy::cast_possible_truncation, reason = "whole, and at most 10^8")]
    Day(days as i64)
}

/// The time, now.
pub(super) fn now() -> Timestamp {
    let seconds = (Date::now() / 1000.0).max(0.0);
    Timestamp::from_epoch(std::time::Duration::from_secs_f64(seconds))
}

/// A `time` element that says these words of a time.
pub(super) fn time_element(time: Timestamp, words: &str) -> Node {
    element("time")
        .attr("datetime", &String::from(date(time).to_iso_string()))
        .text(words)
}

fn format(language: &str, style: &str, length: &str) -> Option<DateTimeFormat> {
    let options = Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&options, &style.into(), &length.into());
    DateTimeFormat::new(&language.into(), &options)
        .or_else(|_| DateTimeFormat::new(&JsValue::UNDEFINED, &options))
        .ok()
}

fn written(format: Option<&DateTimeFormat>, time: Timestamp) -> String {
    format.map_or_else(String::new, |format| format.format(milliseconds(time)))
}

fn date(time: Timestamp) -> Date {
    Date::new(&milliseconds(time).into())
}

fn milliseconds(time: Timestamp) -> f64 {
    (time.since_epoch().as_secs_f64() * 1000.0)
        .floor()
        .min(LATEST)
}
