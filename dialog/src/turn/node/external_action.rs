//! External action nodes: end and hand-over (model.md section 9).

use serde_json::{Map, Value};

use crate::model::{ExternalAction, ExternalActionKind, Key, Node};
use crate::reply::{Action, End, Escalation};
use crate::session::Waiting;
use crate::turn::run::{Flow, Turn};

pub(in crate::turn) fn enter(turn: &mut Turn<'_>, key: Key<Node>, node: &ExternalAction) -> Flow {
    let data = turn.send_data(&node.send);
    let Node { id, name, .. } = turn.model.nodes.get(key);
    match node.kind {
        ExternalActionKind::End => Flow::Answer(
            Action::End(End {
                id: name.clone(),
                data,
            }),
            Waiting::Ended,
        ),
        ExternalActionKind::Escalate { .. } => {
            let escalation = Escalation {
                id: name.clone(),
                message: None,
                view: node.view.clone(),
                data,
            };
            Flow::Answer(
                Action::Escalation(escalation),
                Waiting::Escalation(id.clone()),
            )
        }
    }
}

/// Goes on after the client has reported how the hand-over went.
pub(in crate::turn) fn finish(
    turn: &mut Turn<'_>,
    key: Key<Node>,
    node: &ExternalAction,
    data: &Map<String, Value>,
) -> Flow {
    match &node.kind {
        ExternalActionKind::Escalate {
            take,
            on_success,
            on_failure,
        } => {
            let transition = if turn.take_data(take, data) {
                on_success
            } else {
                on_failure
            };
            Flow::after(*transition, key)
        }
        ExternalActionKind::End => Flow::after(None, key),
    }
}
