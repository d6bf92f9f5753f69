//! From prompt groups to the forms of a message.

use super::template::{Filled, fill};
use crate::expression::Context;
use crate::model::{Prompt, PromptGroup, Template};
use crate::reply::{Audio, Message, Nlg, Visual};
use crate::turn::EventCause;

/// How a node speaks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    /// Whether the node wants to be heard out.
    pub barge_in_disabled: bool,
    /// Whether placeholders are set off by blanks, as in projects from before April 2022.
    pub legacy_spacing: bool,
}

/// Adds one entry to each form that the session's channel has, where the group has text for it. Each form falls back
/// to the default channel by itself.
pub(crate) fn say(
    context: Context<'_>,
    group: &PromptGroup,
    voice: Voice,
    message: &mut Message,
) -> Result<(), EventCause> {
    let modes = context.model.channels.get(context.channel).modes;
    let barge_in_disabled = voice.barge_in_disabled || group.barge_in_disabled;
    let text = |form: fn(&Prompt) -> &Template| -> Result<Option<Filled>, EventCause> {
        let template = pick(context, group, |prompt| {
            Some(form(prompt)).filter(|template| !template.is_blank())
        });
        let filled = template
            .map(|template| fill(context, template, voice.legacy_spacing))
            .transpose()?;
        Ok(filled.filter(|filled| !filled.text.trim().is_empty()))
    };
    if modes.rich_text
        && let Some(Filled { text, mask }) = text(|prompt| &prompt.rich_text)?
    {
        message.visual.push(Visual {
            text,
            mask,
            barge_in_disabled,
        });
    }
    if modes.speech
        && let Some(Filled { text, mask }) = text(|prompt| &prompt.speech)?
    {
        message.nlg.push(Nlg {
            text,
            mask,
            barge_in_disabled,
        });
    }
    if modes.audio {
        let uri = pick(context, group, |prompt| prompt.audio_file.clone());
        let script = text(|prompt| &prompt.audio_script)?;
        if uri.is_some() || script.is_some() {
            let Filled { text, mask } = script.unwrap_or_default();
            message.audio.push(Audio {
                text,
                uri,
                mask,
                barge_in_disabled,
            });
        }
    }
    Ok(())
}

/// What the prompt of the session's channel has, else that of the default channel, in the session's language.
fn pick<'a, T>(
    context: Context<'a>,
    group: &'a PromptGroup,
    part: impl Fn(&'a Prompt) -> Option<T>,
) -> Option<T> {
    let of = |channel| {
        group
            .prompts
            .iter()
            .filter(|prompt| {
                prompt.channel == channel
                    && (prompt.language.is_empty() || prompt.language == context.state.language)
            })
            .find_map(&part)
    };
    of(context.channel).or_else(|| context.model.default_channel.and_then(of))
}
