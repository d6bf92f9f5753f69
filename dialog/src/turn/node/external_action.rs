//! External action nodes: end and hand-over (model.md section 9).

use serde_json::{Map, Value};

use crate::model::{ExternalAction, ExternalActionKind, Key, Node};
use crate::reply::{Action, End, Escalation};
use crate::session::Waiting;
use crate::turn::items::PromptTiming;
use crate::turn::run::{Flow, Turn};

/// Ends the conversation, or hands it over. What the node itself says goes with a hand-over; an end has no message of
/// its own, there it is said before.
pub(in crate::turn) fn enter<'p>(
    turn: &mut Turn<'p>,
    key: Key<Node>,
    node: &'p ExternalAction,
) -> Flow {
    let message = match turn.run_items(&node.items, PromptTiming::InOrder, &[]) {
        Err(cause) => return Flow::error(key, cause),
        Ok(ran) => ran.message,
    };
    match node.kind {
        ExternalActionKind::End => {
            turn.queue(message, node.view.as_ref());
            end(turn, key, node)
        }
        ExternalActionKind::Escalate { .. } => {
            turn.remember(&message);
            let Node { id, name, .. } = turn.model.nodes.get(key);
            let escalation = Escalation {
                id: name.clone(),
                message: Some(message).filter(|message| !message.is_empty()),
                view: node.view.clone(),
                data: turn.send_data(&node.send),
            };
            Flow::answer(
                Action::Escalation(escalation),
                Waiting::Escalation(id.clone()),
            )
        }
    }
}

/// Goes on after the client has reported how the hand-over went. A node that leads nowhere in either case, as the
/// deprecated transfer nodes do, has handed over for good.
pub(in crate::turn) fn finish(
    turn: &mut Turn<'_>,
    key: Key<Node>,
    node: &ExternalAction,
    data: &Map<String, Value>,
) -> Flow {
    let ExternalActionKind::Escalate {
        take,
        on_success,
        on_failure,
    } = &node.kind
    else {
        return end(turn, key, node);
    };
    let succeeded = turn.take_data(take, data);
    if on_success.is_none() && on_failure.is_none() {
        return end(turn, key, node);
    }
    Flow::after(if succeeded { *on_success } else { *on_failure }, key)
}

fn end(turn: &Turn<'_>, key: Key<Node>, node: &ExternalAction) -> Flow {
    let end = End {
        id: turn.model.nodes.get(key).name.clone(),
        data: turn.send_data(&node.send),
    };
    Flow::answer(Action::End(end), Waiting::Ended)
}
