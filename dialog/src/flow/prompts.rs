//! Everything that the design says.

use super::edges::groups;
use super::{FlowPrompt, FlowSource};
use crate::model::{Item, Model, Part, Prompt, PromptGroup, Template};

/// The prompts of a model, by number.
pub(super) fn prompts(model: &Model) -> Vec<FlowPrompt> {
    let mut prompts = Vec::new();
    for (key, node) in model.nodes.keys() {
        for (_, group) in groups(&node.kind) {
            for (_, items) in &group.0 {
                collect(FlowSource::of(key), items, &mut prompts);
            }
        }
    }
    let recoveries = model.recoveries.iter().map(|own| &own.items);
    let confirmations = model.confirmations.iter().map(|own| &own.items);
    for (_, items) in recoveries.chain(confirmations).flat_map(|group| &group.0) {
        collect(FlowSource::Project, items, &mut prompts);
    }
    prompts.sort_by_key(|prompt| prompt.number);
    prompts
}

/// Depth is bounded by the loader.
fn collect(source: FlowSource, items: &[Item], prompts: &mut Vec<FlowPrompt>) {
    for item in items {
        match item {
            Item::Prompt(group) => prompts.push(FlowPrompt {
                number: group.number,
                source,
                text: first_text(group),
            }),
            Item::Chain(branches) => {
                for branch in branches {
                    collect(source, &branch.items, prompts);
                }
            }
            Item::Action(_) | Item::Transition(_) => {}
        }
    }
}

fn first_text(group: &PromptGroup) -> String {
    let forms: [fn(&Prompt) -> &Template; 3] = [
        |prompt| &prompt.rich_text,
        |prompt| &prompt.speech,
        |prompt| &prompt.audio_script,
    ];
    let templates = forms
        .iter()
        .flat_map(|form| group.prompts.iter().map(form))
        .find(|template| !template.is_blank());
    let parts = templates.into_iter().flat_map(|template| &template.parts);
    let texts = parts.map(|part| match part {
        Part::Text(text) => text.as_str(),
        Part::Placeholder(_) => "…",
    });
    texts.collect()
}
