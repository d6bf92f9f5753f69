//! From prompt groups to the forms of a message.

use super::recording;
use super::template::{Filled, fill};
use crate::expression::Context;
use crate::model::{Channel, Key, Prompt, PromptGroup, Template};
use crate::reply::{Audio, Message, Nlg, Visual};
use crate::turn::EventCause;

/// How a node speaks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice<'p> {
    /// Whether the node wants to be heard out.
    pub barge_in_disabled: bool,
    /// Whether placeholders of rich texts are set off by blanks, as in projects from before April 2022.
    pub legacy_spacing: bool,
    /// Extension of recorded files.
    pub audio_extension: &'p str,
}

/// Longest that what is said in one reply may be, in bytes. Nobody reads that much; a design that says a long text in a
/// circle would fill the memory within a turn. Clients of gRPC take messages of 4 MiB if nobody tells them otherwise.
pub(crate) const MAX_SAID: usize = 1024 * 1024;

/// Length of all forms of a message together, in bytes.
pub(crate) fn said(message: &Message) -> usize {
    let visual = message.visual.iter().map(|visual| visual.text.len());
    let nlg = message.nlg.iter().map(|nlg| nlg.text.len());
    let audio = message.audio.iter().map(|audio| audio.text.len());
    visual.chain(nlg).chain(audio).sum()
}

/// Adds one entry to each form that the session's channel has, where the group has something for it.
///
/// # Errors
///
/// When evaluating a placeholder fails, or when the message gets too long.
pub(crate) fn say(
    context: Context<'_>,
    group: &PromptGroup,
    voice: Voice<'_>,
    message: &mut Message,
) -> Result<(), EventCause> {
    let channel = context.model.channels.get(context.channel);
    let barge_in_disabled = voice.barge_in_disabled || group.barge_in_disabled;
    let text = |form: fn(&Prompt) -> &Template, spacing| -> Result<Option<Filled>, EventCause> {
        let template = pick(context, group, |prompt| {
            Some(form(prompt)).filter(|template| !template.is_blank())
        });
        template
            .map(|template| fill(context, template, spacing))
            .transpose()
    };
    let has_text = |filled: &Filled| !filled.text.trim().is_empty();
    if channel.modes.rich_text {
        let filled = text(|prompt| &prompt.rich_text, voice.legacy_spacing)?;
        let visual = filled.filter(has_text).map(|filled| Visual {
            text: filled.text,
            mask: filled.mask,
            barge_in_disabled,
        });
        message.visual.extend(visual);
    }
    if channel.modes.speech {
        let filled = text(|prompt| &prompt.speech, false)?;
        let nlg = filled.filter(has_text).map(|filled| Nlg {
            text: filled.text,
            mask: filled.mask,
            barge_in_disabled,
        });
        message.nlg.extend(nlg);
    }
    if channel.modes.audio {
        let script = text(|prompt| &prompt.audio_script, false)?.unwrap_or_default();
        let file = script.audio_file.clone();
        let uri = file
            .or_else(|| pick(context, group, |prompt| prompt.audio_file.clone()))
            .or_else(|| group.audio_file_name.clone())
            .map(|name| recording::uri(context, &name, voice.audio_extension));
        if uri.is_some() || has_text(&script) {
            message.audio.push(Audio {
                text: script.text,
                uri,
                mask: script.mask,
                barge_in_disabled,
            });
        }
    }
    context
        .state
        .language
        .as_ref()
        .clone_into(&mut message.language);
    message.channel.clone_from(&channel.name);
    if said(message) > MAX_SAID {
        return Err(EventCause::TooLong { limit: MAX_SAID });
    }
    Ok(())
}

/// What the prompt of the session's channel has, else that of the default channel, in the session's language. A text
/// that was never translated is said in the project's default language rather than not at all, which the documentation
/// leaves open: a question that stays mute would end the conversation.
fn pick<'a, T>(
    context: Context<'a>,
    group: &'a PromptGroup,
    part: impl Fn(&'a Prompt) -> Option<T>,
) -> Option<T> {
    let of = |channel: Key<Channel>, language: &str| {
        group
            .prompts
            .iter()
            .filter(|prompt| {
                prompt.channel == channel
                    && (prompt.language.is_empty() || prompt.language == language)
            })
            .find_map(&part)
    };
    let languages = [
        &*context.state.language,
        context.model.default_language.as_str(),
    ];
    languages.into_iter().find_map(|language| {
        of(context.channel, language).or_else(|| {
            context
                .model
                .default_channel
                .and_then(|channel| of(channel, language))
        })
    })
}
