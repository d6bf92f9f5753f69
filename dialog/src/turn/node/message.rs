//! Message nodes: what a node says is one message.

use crate::model::{Key, MessageNode, Node};
use crate::turn::items::PromptTiming;
use crate::turn::run::{Flow, Turn};

pub(in crate::turn) fn enter<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    node: &'p MessageNode,
) -> Flow {
    match turn.run_items(&node.items, PromptTiming::BeforeAssignments, &node.settings) {
        Err(cause) => Flow::error(key, cause),
        Ok(ran) => {
            turn.queue(ran.message, node.view.as_ref());
            Flow::after(ran.transition, key)
        }
    }
}
