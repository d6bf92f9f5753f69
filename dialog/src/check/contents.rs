//! What nodes hold: their items with the conditions that they stand under.

use super::Design;
use crate::flow::groups;
use crate::model::{
    Channel, Expression, Group, Item, Key, Node, NodeKind, Part, PromptGroup, Template,
};

/// An item of a node or of the project.
pub(super) struct Content<'a> {
    pub(super) surroundings: Surroundings<'a>,
    /// The items that it stands among.
    pub(super) among: &'a [Item],
    pub(super) item: &'a Item,
}

/// What items stand in.
#[derive(Clone)]
pub(super) struct Surroundings<'a> {
    /// None for recovery and confirmation messages of the project.
    pub(super) node: Option<Key<Node>>,
    pub(super) group: &'a Group,
    /// The channel of the group whose items they are.
    pub(super) channel: Key<Channel>,
    /// Every condition around them.
    pub(super) conditions: Vec<&'a Expression>,
}

impl<'a> Design<'a> {
    /// Every item that conversations can get to, those in conditions after the conditions themselves.
    pub(super) fn contents(&self) -> Vec<Content<'a>> {
        let of_nodes = self.reached_nodes().flat_map(|(key, node)| {
            let groups = groups(&node.kind).into_iter();
            groups.map(move |(_, group)| (Some(key), group))
        });
        let recoveries = self.model.recoveries.iter();
        let recoveries = recoveries.filter(|own| own.enabled).map(|own| &own.items);
        let confirmations = self.model.confirmations.iter();
        let confirmations = confirmations
            .filter(|own| own.enabled)
            .map(|own| &own.items);
        let of_project = recoveries.chain(confirmations).map(|items| (None, items));
        let mut contents = Vec::new();
        for (node, group) in of_nodes.chain(of_project) {
            for (channel, items) in &group.0 {
                let surroundings = Surroundings {
                    node,
                    group,
                    channel: *channel,
                    conditions: Vec::new(),
                };
                collect(items, &surroundings, &mut contents);
            }
        }
        contents
    }

    /// Every prompt that conversations can get to, with what it stands among.
    pub(super) fn prompts(&self) -> Vec<(Content<'a>, &'a PromptGroup)> {
        let contents = self.contents().into_iter();
        let prompts = contents.filter_map(|content| match content.item {
            Item::Prompt(group) => Some((content, group)),
            _ => None,
        });
        prompts.collect()
    }

    /// Every condition that conversations can get to, with the node that it is in.
    pub(super) fn conditions(&self) -> Vec<(Key<Node>, &'a Expression)> {
        let mut conditions = Vec::new();
        for content in self.contents() {
            if let (Some(node), Item::Chain(branches)) = (content.surroundings.node, content.item) {
                let of_branches = branches
                    .iter()
                    .filter_map(|branch| branch.condition.as_ref());
                conditions.extend(of_branches.map(|condition| (node, condition)));
            }
        }
        for (key, node) in self.reached_nodes() {
            if let NodeKind::QuestionRouter(router) = &node.kind {
                let of_slots = router
                    .slots
                    .iter()
                    .filter_map(|slot| slot.collect_if.as_ref());
                conditions.extend(of_slots.map(|condition| (key, condition)));
            }
        }
        conditions
    }

    /// The texts of every prompt that conversations can get to.
    pub(super) fn texts(&self) -> Vec<&'a str> {
        let prompts = self.prompts().into_iter();
        let prompts = prompts.flat_map(|(_, group)| &group.prompts);
        let templates =
            prompts.flat_map(|prompt| [&prompt.rich_text, &prompt.speech, &prompt.audio_script]);
        templates.flat_map(texts_of).collect()
    }
}

fn texts_of(template: &Template) -> impl Iterator<Item = &str> {
    template.parts.iter().filter_map(|part| match part {
        Part::Text(text) => Some(text.as_str()),
        Part::Placeholder(_) => None,
    })
}

/// Depth is bounded by the loader.
fn collect<'a>(
    items: &'a [Item],
    surroundings: &Surroundings<'a>,
    contents: &mut Vec<Content<'a>>,
) {
    for item in items {
        contents.push(Content {
            surroundings: surroundings.clone(),
            among: items,
            item,
        });
        if let Item::Chain(branches) = item {
            // A branch also stands under the conditions of those before it: it runs where they do not hold.
            let mut within = surroundings.clone();
            for branch in branches {
                within.conditions.extend(&branch.condition);
                collect(&branch.items, &within, contents);
            }
        }
    }
}
