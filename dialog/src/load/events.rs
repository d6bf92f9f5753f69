//! Events and handlers.

use super::index::Index;
use super::processing;
use super::reader::At;
use crate::model::{Arena, Event, Handler};
use crate::project::FindingCode;

/// Reads `events`.
pub(super) fn events(project: &At<'_>, index: &mut Index) -> Arena<Event> {
    let mut events = Arena::default();
    for at in project.list("events") {
        let (id, name) = (
            at.text("id").into_owned(),
            at.text("eventString").into_owned(),
        );
        let key = events.add(Event {
            name: name.clone(),
            label: at.text("uiString").into_owned(),
        });
        if index.events.insert(id.clone(), key).is_some() {
            at.error(
                FindingCode::DuplicateId,
                format!("two events have the id `{id}`"),
            );
        }
        index.event_names.insert(name, key);
    }
    events
}

/// Reads `eventHandlers` of a node, component or project. A handler that leads nowhere does not handle.
pub(super) fn handlers(at: &At<'_>, index: &Index) -> Vec<Handler> {
    at.list("eventHandlers")
        .iter()
        .filter_map(|at| {
            let event = index.event(at, "eventId");
            let transition = at
                .object_at("transition")
                .and_then(|at| processing::transition(&at, index));
            Some(Handler {
                event: event?,
                transition: transition?,
            })
        })
        .collect()
}
