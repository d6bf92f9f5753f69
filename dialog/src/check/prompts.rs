//! Messages that say nothing on a channel or in a language.

use std::collections::BTreeSet;

use super::Design;
use super::contents::{Content, Surroundings};
use crate::model::{Channel, Expression, Item, Key, Operand, Part, Prompt, PromptGroup, Template};
use crate::project::{Finding, FindingCode, JsonPath, Severity};
use crate::session::LANGUAGE;

/// Texts that are missing. A prompt under a condition on language or channel is meant for some of them only.
pub(super) fn prompts(design: &Design<'_>) -> Vec<Finding> {
    let used = used_forms(design);
    let mut findings = Vec::new();
    for (content, group) in design.prompts() {
        if !has_any_text(group) {
            findings.push(finding(
                design,
                &content,
                group,
                Severity::Note,
                FindingCode::EmptyPrompt,
                "the message has no text".to_owned(),
            ));
            continue;
        }
        let conditions = &content.surroundings.conditions;
        if conditions
            .iter()
            .any(|condition| is_selective(design, condition))
        {
            continue;
        }
        let sessions = sessions(design, &content.surroundings);
        if let Some(message) = silence(design, &content, group, &sessions) {
            let (severity, code) = (Severity::Warning, FindingCode::MissingPrompt);
            findings.push(finding(design, &content, group, severity, code, message));
        }
        if let Some(message) = missing_forms(design, group, &sessions, &used) {
            let (severity, code) = (Severity::Note, FindingCode::MissingForm);
            findings.push(finding(design, &content, group, severity, code, message));
        }
    }
    findings
}

/// A channel and a language that a session may have.
type Session<'a> = (Key<Channel>, &'a str);

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    RichText,
    Speech,
    Audio,
}

impl Form {
    const ALL: [Form; 3] = [Form::RichText, Form::Speech, Form::Audio];

    fn name(self) -> &'static str {
        match self {
            Form::RichText => "rich text",
            Form::Speech => "text to speech",
            Form::Audio => "audio",
        }
    }

    /// Whether a channel can have it.
    fn is_of(self, channel: &Channel) -> bool {
        match self {
            Form::RichText => channel.modes.rich_text,
            Form::Speech => channel.modes.speech,
            Form::Audio => channel.modes.audio,
        }
    }

    fn is_in(self, prompt: &Prompt) -> bool {
        let says = |template: &Template| !template.is_blank();
        match self {
            Form::RichText => says(&prompt.rich_text),
            Form::Speech => says(&prompt.speech),
            Form::Audio => says(&prompt.audio_script) || prompt.audio_file.is_some(),
        }
    }
}

fn has_any_text(group: &PromptGroup) -> bool {
    let mut prompts = group.prompts.iter();
    prompts.any(|prompt| Form::ALL.iter().any(|form| form.is_in(prompt)))
}

/// The sessions in which items run: those of their channel; items for all channels run where a channel has no others.
fn sessions<'a>(design: &Design<'a>, surroundings: &Surroundings<'_>) -> Vec<Session<'a>> {
    let default_channel = design.model.default_channel;
    let runs_on = |channel: Key<Channel>| {
        let has_own = surroundings
            .group
            .0
            .iter()
            .any(|(other, _)| *other == channel);
        channel == surroundings.channel
            || (Some(surroundings.channel) == default_channel && !has_own)
    };
    let channels = design.channels().filter(|(channel, _)| runs_on(*channel));
    let sessions = channels.flat_map(|(channel, _)| {
        let languages = design.model.languages.iter();
        languages.map(move |language| (channel, language.as_str()))
    });
    sessions.collect()
}

/// The forms of a message in a session.
fn forms(design: &Design<'_>, group: &PromptGroup, (channel, language): Session<'_>) -> Vec<Form> {
    let is_heard = |prompt: &&Prompt| {
        let channel_fits =
            prompt.channel == channel || Some(prompt.channel) == design.model.default_channel;
        channel_fits && (prompt.language.is_empty() || prompt.language == language)
    };
    let of_channel = design.model.channels.get(channel);
    let forms = Form::ALL.into_iter();
    let forms = forms.filter(|form| form.is_of(of_channel));
    forms
        .filter(|form| {
            group
                .prompts
                .iter()
                .filter(is_heard)
                .any(|prompt| form.is_in(prompt))
        })
        .collect()
}

/// The forms that some message has, by channel.
fn used_forms(design: &Design<'_>) -> BTreeSet<(usize, Form)> {
    let mut used = BTreeSet::new();
    for (content, group) in design.prompts() {
        for session in sessions(design, &content.surroundings) {
            let forms = forms(design, group, session).into_iter();
            used.extend(forms.map(|form| (session.0.index(), form)));
        }
    }
    used
}

/// The sessions in which nothing is said.
fn silence(
    design: &Design<'_>,
    content: &Content<'_>,
    group: &PromptGroup,
    sessions: &[Session<'_>],
) -> Option<String> {
    let is_silent =
        |group: &PromptGroup, session: Session<'_>| forms(design, group, session).is_empty();
    // Another message beside it may be meant for those sessions: it speaks where this one is silent, and the reverse.
    let is_said_otherwise = |session: Session<'_>| {
        content.among.iter().any(|item| match item {
            Item::Prompt(other) => {
                let mut sessions = sessions.iter();
                !is_silent(other, session)
                    && sessions.any(|other_session| {
                        is_silent(other, *other_session) && !is_silent(group, *other_session)
                    })
            }
            _ => false,
        })
    };
    let silent: Vec<Session<'_>> = sessions
        .iter()
        .copied()
        .filter(|session| is_silent(group, *session) && !is_said_otherwise(*session))
        .collect();
    let places = describe(design, &silent, sessions)?;
    Some(format!("the message says nothing {places}"))
}

/// Forms that messages of a channel have, and this one does not, although it is heard there.
fn missing_forms(
    design: &Design<'_>,
    group: &PromptGroup,
    sessions: &[Session<'_>],
    used: &BTreeSet<(usize, Form)>,
) -> Option<String> {
    let missing: Vec<(Form, Session<'_>)> = sessions
        .iter()
        .map(|session| (*session, forms(design, group, *session)))
        .filter(|(_, forms)| !forms.is_empty())
        .flat_map(|(session, forms)| {
            let wanted = Form::ALL.into_iter();
            let wanted = wanted.filter(move |form| {
                used.contains(&(session.0.index(), *form)) && !forms.contains(form)
            });
            wanted.map(move |form| (form, session))
        })
        .collect();
    let (form, _) = missing.first()?;
    let of_form: Vec<Session<'_>> = missing
        .iter()
        .filter(|(other, _)| other == form)
        .map(|(_, session)| *session)
        .collect();
    let places = describe(design, &of_form, sessions)?;
    Some(format!("the message has no {} {places}", form.name()))
}

/// Names channels and languages; none if there are none.
fn describe(design: &Design<'_>, some: &[Session<'_>], all: &[Session<'_>]) -> Option<String> {
    if some.is_empty() {
        return None;
    }
    let channels = |sessions: &[Session<'_>]| -> BTreeSet<usize> {
        sessions
            .iter()
            .map(|(channel, _)| channel.index())
            .collect()
    };
    let languages = |sessions: &[Session<'_>]| -> BTreeSet<String> {
        let languages = sessions.iter().map(|(_, language)| (*language).to_owned());
        languages.collect()
    };
    if some.len() < channels(some).len() * languages(some).len() {
        let names = some.iter().map(|(channel, language)| {
            let channel = design.model.channels.get(*channel);
            format!("`{}` in {language}", channel.name)
        });
        let names = names.collect::<Vec<_>>().join(", ");
        return Some(format!("on the channel {names}"));
    }
    let mut places = Vec::new();
    if channels(some) != channels(all) || languages(some) == languages(all) {
        let names = channels(some).into_iter().map(|channel| {
            let channel = design.model.channels.get(Key::new(channel));
            format!("`{}`", channel.name)
        });
        places.push(format!(
            "on the channel {}",
            names.collect::<Vec<_>>().join(", ")
        ));
    }
    if languages(some) != languages(all) {
        let names = languages(some).into_iter();
        places.push(format!("in {}", names.collect::<Vec<_>>().join(", ")));
    }
    Some(places.join(" "))
}

/// Whether a condition looks at the language or the channel of the session. Depth is bounded by the loader.
fn is_selective(design: &Design<'_>, condition: &Expression) -> bool {
    let right = condition.operation.as_ref().map(|(_, right)| right);
    let mut operands = [Some(&condition.left), right].into_iter().flatten();
    operands.any(|operand| match operand {
        Operand::SessionChannel | Operand::Channel(_) => true,
        Operand::Variable(variable) => design.model.variables.get(*variable).name == LANGUAGE,
        Operand::Expression(nested) => is_selective(design, nested),
        _ => false,
    })
}

/// A finding about a message, with the beginning of what it says elsewhere.
fn finding(
    design: &Design<'_>,
    content: &Content<'_>,
    group: &PromptGroup,
    severity: Severity,
    code: FindingCode,
    message: String,
) -> Finding {
    let path: JsonPath = design.places.prompt(group.number);
    let message = match excerpt(group) {
        Some(text) => format!("{message}: \"{text}\""),
        None => message,
    };
    match content.surroundings.node {
        Some(node) => design.within_node(node, path, severity, code, message),
        None => design.at_project(path, severity, code, message),
    }
}

/// How much of a message is shown, in characters.
const EXCERPT: usize = 40;

fn excerpt(group: &PromptGroup) -> Option<String> {
    let templates = group
        .prompts
        .iter()
        .flat_map(|prompt| [&prompt.rich_text, &prompt.speech, &prompt.audio_script]);
    let text = templates
        .flat_map(|template| &template.parts)
        .find_map(|part| match part {
            Part::Text(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        })?;
    let mut excerpt: String = text.chars().take(EXCERPT).collect();
    if excerpt.len() < text.len() {
        excerpt.push('…');
    }
    Some(excerpt)
}
