//! Component call nodes.

use crate::model::{ComponentCall, Key, Node};
use crate::turn::run::{Flow, Turn};

pub(in crate::turn) fn enter(turn: &mut Turn<'_>, key: Key<Node>, node: &ComponentCall) -> Flow {
    turn.call(node.component, key, None)
}
