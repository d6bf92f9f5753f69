//! What `:state` shows.

use bavard_dialog::{SessionView, ValueView};

use super::sensitive::DOTS;

/// The lines of a session: where it is, what the visitor wants, what it knows.
pub(super) fn state_text(view: &SessionView) -> String {
    let waits = match &view.node {
        Some(node) => format!("waits for   {} at {node}", view.waiting),
        None => format!("waits for   {}", view.waiting),
    };
    let frames = view.frames.iter().map(|frame| {
        let component = &frame.component;
        match (&frame.caller, &frame.intent) {
            (_, Some(intent)) => format!("{component} (for {intent})"),
            (Some(caller), None) => format!("{component} (called by {caller})"),
            (None, None) => component.clone(),
        }
    });
    let frames: Vec<_> = frames.collect();
    let intent = match &view.intent {
        Some(intent) => format!("{} ({:.2})", intent.name, intent.confidence),
        None => "none".to_owned(),
    };
    let mut lines = vec![
        waits,
        format!("channel     {}, {}", view.channel, view.language),
        format!("components  {}", frames.join(" > ")),
        format!("intent      {intent}"),
    ];
    let entities = view.entities.iter().map(|entity| {
        let confirmed = if entity.confirmed { ", confirmed" } else { "" };
        format!(
            "entity      {} = {}{confirmed}",
            entity.name,
            shown(&entity.value)
        )
    });
    lines.extend(entities);
    let variables = view.variables.iter();
    lines.extend(
        variables
            .map(|variable| format!("variable    {} = {}", variable.name, shown(&variable.value))),
    );
    lines.join("\n")
}

fn shown(value: &ValueView) -> String {
    match value {
        ValueView::Open(value) => value.to_string(),
        ValueView::Masked => DOTS.to_owned(),
    }
}
