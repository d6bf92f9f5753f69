//! Sensitive values, of which the screen shows dots.

use bavard_dialog::{Action, Project, Reply};
use serde_json::{Map, Value};

/// What stands for a sensitive value.
pub(super) const DOTS: &str = "•••";

/// The values with dots in place of those that the design marks as sensitive.
pub(super) fn with_dots(project: &Project, values: &Map<String, Value>) -> Map<String, Value> {
    let values = values.iter().map(|(name, value)| {
        let shown = match project.is_sensitive(name) {
            true => Value::from(DOTS),
            false => value.clone(),
        };
        (name.clone(), shown)
    });
    values.collect()
}

/// The reply with dots in the data that it gives to the client. What the bot says stays: visitors see it as well.
pub(super) fn reply_with_dots(project: &Project, mut reply: Reply) -> Reply {
    let data = match &mut reply.action {
        Action::DataAccess(access) => Some(&mut access.data),
        Action::Escalation(escalation) => Some(&mut escalation.data),
        Action::End(end) => Some(&mut end.data),
        Action::Question(_) | Action::Continue(_) => None,
    };
    if let Some(data) = data {
        *data = with_dots(project, data);
    }
    reply
}
