//! Intent mappers (model.md section 7).

use crate::model::{Destination, IntentMapper, Key, Node};
use crate::turn::run::{Entry, Flow, Turn};

/// Goes where the active intent leads: by the mapper's own mapping, else by that of the project. An intent that is
/// mapped nowhere goes on as after a return; the documentation does not say what else it could do.
pub(in crate::turn) fn enter(turn: &mut Turn<'_>, key: Key<Node>, node: &IntentMapper) -> Flow {
    let Some(intent) = turn.state.intent.as_ref().map(|intent| intent.name.clone()) else {
        return Flow::after(node.on_return, key);
    };
    let own = node
        .mappings
        .iter()
        .find(|(name, _)| *name == intent)
        .map(|(_, destination)| *destination);
    match own.or_else(|| turn.model.intents.get(&intent).copied()) {
        Some(Destination::Component(component)) => turn.call(component, key, Some(intent.into())),
        Some(Destination::Node(node)) => Flow::Proceed {
            from: key,
            to: node,
            entry: Entry::Normal,
        },
        None => Flow::after(node.on_return, key),
    }
}
