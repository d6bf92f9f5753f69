//! Texts with their placeholders filled.

use super::compose::MAX_SAID;
use super::format::format;
use super::recording;
use crate::expression::{Context, evaluate};
use crate::model::{Part, Template};
use crate::turn::EventCause;

/// A text, and whether something in it must stay out of logs.
#[derive(Debug, Default)]
pub(super) struct Filled {
    pub(super) text: String,
    pub(super) mask: bool,
    /// Name of the recording that a placeholder stands for.
    pub(super) audio_file: Option<String>,
}

/// Fills the placeholders of a text. NULL becomes nothing. `legacy_spacing` puts a blank on both sides of what was
/// filled in, where there is none: projects from before April 2022 are written for that ("Hello Miranda !").
pub(super) fn fill(
    context: Context<'_>,
    template: &Template,
    legacy_spacing: bool,
) -> Result<Filled, EventCause> {
    let mut filled = Filled::default();
    let mut after_placeholder = false;
    for part in &template.parts {
        let (piece, is_placeholder) = match part {
            Part::Text(text) => (text.clone(), false),
            Part::Placeholder(placeholder) => {
                filled.mask |= placeholder.masked;
                let value = evaluate(context, &placeholder.source)?;
                let shown = match recording::dynamic(&value) {
                    Some((file, backup)) => {
                        filled.audio_file = Some(file.to_owned());
                        backup.to_owned()
                    }
                    None => format(&value, &placeholder.format, &context.state.language),
                };
                (shown, true)
            }
        };
        if piece.is_empty() {
            continue;
        }
        let touches = !filled.text.is_empty()
            && !filled.text.ends_with(char::is_whitespace)
            && !piece.starts_with(char::is_whitespace);
        if legacy_spacing && touches && (is_placeholder || after_placeholder) {
            filled.text.push(' ');
        }
        filled.text.push_str(&piece);
        if filled.text.len() > MAX_SAID {
            return Err(EventCause::TooLong { limit: MAX_SAID });
        }
        after_placeholder = is_placeholder;
    }
    Ok(filled)
}
