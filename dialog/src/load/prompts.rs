//! Prompts, and their texts with placeholders.

use std::collections::HashMap;

use super::expressions;
use super::index::Index;
use super::reader::At;
use crate::model::{
    Access, DateParts, Format, Operand, Part, Placeholder, Prompt, PromptGroup, Template,
    VariableExpression, ZeroFraction,
};
use crate::project::FindingCode;

/// Reads a prompt group.
pub(super) fn prompt_group(at: &At<'_>, index: &Index) -> PromptGroup {
    let prompts = at
        .list("prompts")
        .iter()
        .filter_map(|at| prompt(at, index))
        .collect();
    PromptGroup {
        number: index.place_prompt(at),
        prompts,
        audio_file_name: at.id("audioFileId").map(|name| name.into_owned()),
        barge_in_disabled: at.flag("bargeinDisabled", false),
    }
}

fn prompt(at: &At<'_>, index: &Index) -> Option<Prompt> {
    let id = at.text("channel");
    let Some(channel) = index.channels.get(id.as_ref()).copied() else {
        at.warn(
            FindingCode::MissingChannel,
            format!("the prompt is for the channel `{id}`, which does not exist"),
        );
        return None;
    };
    let payload = at.object_at("payload")?;
    Some(Prompt {
        channel,
        language: at.text("language").into_owned(),
        rich_text: template(&payload, "displayText", index),
        speech: template(&payload, "ttsText", index),
        audio_script: template(&payload, "ttsAudioBackup", index),
        audio_file: payload.id("audioFile").map(|file| file.into_owned()),
    })
}

/// Reads a text and the annotations that its placeholders `[label|id]` refer to.
fn template(payload: &At<'_>, key: &str, index: &Index) -> Template {
    let text = payload.text(key);
    if text.is_empty() {
        return Template::default();
    }
    let mut placeholders = placeholders(payload, &format!("{key}Annotations"));
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut rest = text.as_ref();
    while let Some(open) = rest.find('[') {
        let (before, bracket) = rest.split_at(open);
        plain.push_str(before);
        match bracketed(bracket) {
            Some((id, _)) if is_reference(id) && !placeholders.contains_key(id) => {
                payload.warn(
                    FindingCode::UnboundPlaceholder,
                    format!("a placeholder in `{key}` refers to `{id}`, which nothing binds: visitors see it as it is"),
                );
                plain.push('[');
                rest = bracket.strip_prefix('[').unwrap_or_default();
            }
            Some((id, after)) if placeholders.contains_key(id) => {
                if !plain.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut plain)));
                }
                parts.extend(
                    placeholders
                        .get_mut(id)
                        .and_then(|annotation| annotation.next(index))
                        .map(Part::Placeholder),
                );
                rest = after;
            }
            // Any other bracket is text.
            _ => {
                plain.push('[');
                rest = bracket.strip_prefix('[').unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    Template { parts }
}

/// Splits `[label|id]rest` into id and rest; none if the text does not begin with a placeholder.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (inside, rest) = text.strip_prefix('[')?.split_once(']')?;
    let (label, id) = inside.split_once('|')?;
    (!label.contains('[') && !id.is_empty() && !id.contains(['[', '|'])).then_some((id, rest))
}

/// Whether what stands behind the bar of `[label|id]` is a reference and not words that happen to stand there: ids are
/// UUIDs.
fn is_reference(id: &str) -> bool {
    let groups: Vec<&str> = id.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups
            .iter()
            .all(|group| group.chars().all(|digit| digit.is_ascii_hexdigit()))
}

/// The annotations of one id. An id that occurs several times may have one annotation for each place, or one for all.
#[derive(Default)]
struct Annotation<'a> {
    entries: Vec<At<'a>>,
    used: usize,
}

impl Annotation<'_> {
    fn next(&mut self, index: &Index) -> Option<Placeholder> {
        let at = self
            .entries
            .get(self.used)
            .or_else(|| self.entries.last())?;
        self.used += 1;
        placeholder(at, index)
    }
}

fn placeholders<'a>(payload: &At<'a>, key: &str) -> HashMap<String, Annotation<'a>> {
    let mut annotations: HashMap<String, Annotation<'a>> = HashMap::new();
    for at in payload.list(key) {
        let id = [
            "conceptId",
            "conceptIdLiteral",
            "conceptIdFormattedLiteral",
            "variableId",
            "variableExpressionId",
            "intent",
        ]
        .iter()
        .find_map(|key| at.id(key))
        .or_else(|| at.object_at("variableExpression")?.id("id"))
        .or_else(|| at.object_at("variable")?.id("id"))
        // Messages of the project do not know which entity they are about.
        .or_else(|| at.id("currentEntity"));
        if let Some(id) = id {
            annotations
                .entry(id.into_owned())
                .or_default()
                .entries
                .push(at);
        }
    }
    annotations
}

fn placeholder(at: &At<'_>, index: &Index) -> Option<Placeholder> {
    let source = expressions::operand(at, "", index)?;
    let masked = is_masked(&source, index);
    Some(Placeholder {
        source,
        format: format(at),
        masked,
    })
}

/// Whether what an operand gives must stay out of logs.
pub(super) fn is_masked(source: &Operand, index: &Index) -> bool {
    match source {
        Operand::Variable(variable) => index.masked_variables.contains(variable),
        Operand::VariableExpression(VariableExpression { variable, accesses }) => {
            variable.is_some_and(|variable| index.masked_variables.contains(&variable))
                || accesses
                    .iter()
                    .any(|access| matches!(access, Access::Field(field) if index.masked_fields.contains(field)))
        }
        Operand::Entity(entity, _) => index.sensitive_entities.contains(entity),
        // Which entity it will be is not known here.
        Operand::CurrentEntity(_) => !index.sensitive_entities.is_empty(),
        _ => false,
    }
}

/// How the value is to be rendered. Spoken forms come without a pattern but with the parts that are said.
fn format(at: &At<'_>) -> Format {
    let Some(properties) = at.object_at("properties") else {
        return Format::Plain;
    };
    let text = |key: &str| properties.id(key).map(|text| text.into_owned());
    let separator = properties.text("thousandSeparator");
    let grouped = !matches!(separator.as_ref(), "" | "false" | "none" | "NONE");
    let zero_fraction = |key: &str| {
        if properties.flag(key, true) {
            ZeroFraction::Shown
        } else {
            ZeroFraction::LeftOut
        }
    };
    match properties.text("formType").as_ref() {
        "DATE_TYPE" | "TIME_TYPE" => match (text("pattern"), text("partsOfDate")) {
            (Some(pattern), _) => Format::Pattern(pattern),
            (None, Some(parts)) => Format::Spoken(DateParts::parse(&parts)),
            (None, None) => Format::Plain,
        },
        "DECIMAL_TYPE" => Format::Decimal {
            places: properties.id("decimalPlaces").map(|_| {
                usize::try_from(properties.integer("decimalPlaces"))
                    .unwrap_or(0)
                    .min(20)
            }),
            grouped,
            locale: text("locale"),
            zero_fraction: zero_fraction("playZeroDecimals"),
        },
        "CARDINAL_NUMBER_TYPE" => Format::Cardinal { grouped },
        "CURRENCY_TYPE" => Format::Currency {
            currency: text("currency"),
            grouped,
            locale: text("locale"),
            zero_fraction: zero_fraction("playZeroCents"),
        },
        _ => Format::Plain,
    }
}
