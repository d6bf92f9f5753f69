//! The keys of a telephone: what pressing them one after the other amounts to, and when.
//!
//! The rule is that of telephone dialogs (VoiceXML 2.0, appendix D), as far as it goes without a grammar. Keys that stand
//! for an answer give that answer at once, unless more keys could make another one: then `term_timeout` is waited for.
//! Any other keys are collected until `inter_digit_timeout` passes without a further one, or until `term_char` ends them.
//!
//! A keypad knows no clock: whoever holds it waits as long as it says and then tells it that the time is up. What was
//! pressed may be the answer to a masked question, so that it is neither printed nor part of the conversation's state.

use std::fmt;
use std::time::Duration;

use super::protocol_duration;
use crate::protocol::dlg::v1::common::RecognitionSettings;

/// How long to wait for a further key where the service does not say.
const INTER_DIGIT: Duration = Duration::from_secs(3);

/// The key that ends an input where the service does not say.
const END: &str = "#";

/// No input by keys is longer.
const MOST: usize = 64;

/// What keys mean to a question (`recognition_settings`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeypadSettings {
    /// Keys that stand for answers.
    pub mappings: Vec<KeyMapping>,
    /// How long to wait for a further key; 3 s unless set.
    pub inter_digit_timeout: Duration,
    /// How long to wait for a further key after keys that are an answer already; not at all unless set.
    pub term_timeout: Duration,
    /// The key that ends an input; `#` unless set.
    pub term_char: String,
}

/// Keys that stand for an answer (`dtmf_mappings`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyMapping {
    /// The entity it fills.
    pub id: String,
    /// The value it stands for.
    pub value: String,
    /// The keys, mostly one.
    pub keys: String,
}

/// An input by keys.
#[derive(Clone, PartialEq, Eq)]
pub enum Dialled {
    /// Keys that stand for an answer.
    Mapped(KeyMapping),
    /// Any other keys.
    Digits(String),
}

/// Leaves the keys out: what visitors type has no place in logs.
impl fmt::Debug for Dialled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Mapped(_) => "Mapped(..)",
            Self::Digits(_) => "Digits(..)",
        })
    }
}

/// What pressing a key amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// Nothing is to be waited for.
    Nothing,
    /// After this long without another key, [`Keypad::time_is_up`].
    Waiting(Duration),
    /// This is what the visitor says.
    Dialled(Dialled),
}

/// The keys of a question and what was pressed of them so far.
#[derive(Clone)]
pub struct Keypad {
    settings: KeypadSettings,
    pressed: String,
}

/// Leaves the keys out: what visitors type has no place in logs.
impl fmt::Debug for Keypad {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Keypad(..)")
    }
}

impl KeypadSettings {
    /// Reads what a question says about keys; `None` when it says nothing.
    #[must_use]
    pub fn from_wire(wire: RecognitionSettings) -> Option<Self> {
        let collecting = wire.dtmf_settings.unwrap_or_default();
        let is_silent = [
            &collecting.inter_digit_timeout,
            &collecting.term_timeout,
            &collecting.term_char,
        ]
        .iter()
        .all(|setting| setting.is_empty());
        let mut mappings = Vec::new();
        for mapping in wire.dtmf_mappings {
            if !mapping.dtmf_key.is_empty() {
                mappings.push(KeyMapping {
                    id: mapping.id,
                    value: mapping.value,
                    keys: mapping.dtmf_key,
                });
            }
        }
        (!mappings.is_empty() || !is_silent).then(|| Self {
            mappings,
            inter_digit_timeout: protocol_duration::parse(&collecting.inter_digit_timeout)
                .unwrap_or(INTER_DIGIT),
            term_timeout: protocol_duration::parse(&collecting.term_timeout).unwrap_or_default(),
            term_char: if collecting.term_char.is_empty() {
                END.to_owned()
            } else {
                collecting.term_char
            },
        })
    }
}

impl Keypad {
    /// Nothing is pressed.
    #[must_use]
    pub const fn new(settings: KeypadSettings) -> Self {
        Self {
            settings,
            pressed: String::new(),
        }
    }

    /// What was pressed since the last input.
    #[must_use]
    pub fn pressed(&self) -> &str {
        &self.pressed
    }

    /// A key is pressed: a digit, `*` or `#`. Any other is passed over.
    pub fn press(&mut self, key: char) -> Pressed {
        if !(key.is_ascii_digit() || matches!(key, '*' | '#')) || self.pressed.len() >= MOST {
            return self.wait();
        }
        let ends = self.settings.term_char.starts_with(key);
        if ends && !self.pressed.is_empty() {
            return self.dial();
        }
        self.pressed.push(key);
        let (complete, continues) = self.matches();
        if complete && (!continues || self.settings.term_timeout.is_zero()) {
            return self.dial();
        }
        if ends && !complete && !continues {
            // It ends nothing.
            self.pressed.clear();
        }
        self.wait()
    }

    /// The last key is taken back.
    pub fn erase(&mut self) -> Pressed {
        self.pressed.pop();
        self.wait()
    }

    /// The time that was to be waited for is over.
    pub fn time_is_up(&mut self) -> Pressed {
        self.dial()
    }

    fn wait(&self) -> Pressed {
        if self.pressed.is_empty() {
            return Pressed::Nothing;
        }
        Pressed::Waiting(match self.matches() {
            (true, _) => self.settings.term_timeout,
            (false, _) => self.settings.inter_digit_timeout,
        })
    }

    fn dial(&mut self) -> Pressed {
        let pressed = std::mem::take(&mut self.pressed);
        if pressed.is_empty() {
            return Pressed::Nothing;
        }
        let mapping = self
            .settings
            .mappings
            .iter()
            .find(|mapping| mapping.keys == pressed);
        Pressed::Dialled(match mapping {
            Some(mapping) => Dialled::Mapped(mapping.clone()),
            None => Dialled::Digits(pressed),
        })
    }

    /// Whether the keys so far stand for an answer, and whether more keys could.
    fn matches(&self) -> (bool, bool) {
        let mappings = &self.settings.mappings;
        let complete = mappings.iter().any(|mapping| mapping.keys == self.pressed);
        let continues = mappings.iter().any(|mapping| {
            mapping.keys.len() > self.pressed.len() && mapping.keys.starts_with(&self.pressed)
        });
        (complete, continues)
    }
}
