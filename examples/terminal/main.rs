//! Another face for the conversation: a terminal, and a service that is a few lines of script.
//!
//! [`Conversation`] decides what happens and draws nothing, so whoever drives it has three things to do: hand in what the
//! visitor does, carry out the effects, and show the transcript. The widget does so in a browser
//! (`bavard::driver::LiveConversation`); here it is done in some hundred lines, without a browser or a network.
//!
//! Run with `cargo run --example terminal`.

use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::time::SystemTime;

use bavard::conversation::{
    Author, Call, CallAnswer, Composer, Conversation, Effect, Event, Failure, GrpcCode, Settings,
    Timestamp,
};
use bavard::protocol::dlg::v1::common::{
    EndAction, ExecuteResponsePayload, Message, QaAction, StartResponsePayload,
    execute_response_payload::Action, message::Visual, user_input::Input,
};
use bavard::protocol::dlg::v1::{ExecuteRequest, ExecuteResponse, StartResponse};

fn main() -> io::Result<()> {
    let settings = Settings {
        model_urn: "urn:nuance-mix:tag:model/tea/mix.dialog".to_owned(),
        ..Settings::default()
    };
    talk(
        Conversation::new(settings),
        io::stdin().lock(),
        io::stdout(),
    )
}

/// Talks until the dialog ends or nothing more is typed.
fn talk(
    mut conversation: Conversation,
    typed: impl BufRead,
    mut screen: impl Write,
) -> io::Result<()> {
    let mut shown = 0;
    happen(&mut conversation, Event::Open);
    show(&conversation, &mut shown, &mut screen)?;
    let mut lines = typed.lines();
    while let Composer::Open { .. } = conversation.composer() {
        let Some(text) = lines.next().transpose()? else {
            break;
        };
        happen(&mut conversation, Event::Say { text, ticket: None });
        show(&conversation, &mut shown, &mut screen)?;
    }
    Ok(())
}

/// Hands an event in and carries out what follows of it, until nothing is left to do.
fn happen(conversation: &mut Conversation, event: Event) {
    let mut events = VecDeque::from([event]);
    while let Some(event) = events.pop_front() {
        for effect in conversation.step(event, now()) {
            // The service answers at once, so that there is no time to wait for: timers, deadlines and what is to be
            // abandoned do not matter. A page would be told of `Effect::Emit`.
            if let Effect::Call { id, call, .. } = effect {
                let result = answer(&call);
                events.push_back(Event::CallEnded { id, result });
            }
        }
    }
}

fn now() -> Timestamp {
    Timestamp::from_epoch(SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default())
}

/// Writes what is new in the transcript.
fn show(conversation: &Conversation, shown: &mut usize, screen: &mut impl Write) -> io::Result<()> {
    for entry in conversation.transcript().iter().skip(*shown) {
        let name = match entry.from {
            Author::Bot => "Teapot",
            Author::User => "You",
        };
        writeln!(screen, "{name}: {}", entry.plain_text())?;
    }
    *shown = conversation.transcript().len();
    if let Some(notice) = conversation.notice() {
        writeln!(screen, "({notice:?})")?;
    }
    Ok(())
}

// === the service ===

fn answer(call: &Call) -> Result<CallAnswer, Failure> {
    let answer = match call {
        Call::Start(_) => CallAnswer::started(StartResponse {
            payload: Some(StartResponsePayload {
                session_id: "a-session".to_owned(),
            }),
        }),
        Call::Execute(request) => CallAnswer::executed(reply(said(request))),
        _ => return Ok(CallAnswer::Stopped),
    };
    answer.map_err(|error| Failure::Status {
        code: GrpcCode::Internal,
        message: error.to_string(),
    })
}

/// What the visitor says; nothing in the turn that asks for the greeting.
fn said(request: &ExecuteRequest) -> Option<&str> {
    let input = request
        .payload
        .as_ref()?
        .user_input
        .as_ref()?
        .input
        .as_ref()?;
    match input {
        Input::UserText(text) => Some(text),
        _ => None,
    }
}

fn reply(said: Option<&str>) -> ExecuteResponse {
    match said.map(str::to_lowercase).as_deref() {
        None => asking("Good afternoon. <b>Black</b> or <b>green</b>?"),
        Some(tea) if tea.contains("black") || tea.contains("green") => ExecuteResponse {
            payload: Some(ExecuteResponsePayload {
                messages: vec![message("A pot is on its way.")],
                action: Some(Action::EndAction(EndAction::default())),
                ..ExecuteResponsePayload::default()
            }),
        },
        Some(_) => asking("There is black tea and green tea. Which one?"),
    }
}

fn asking(text: &str) -> ExecuteResponse {
    let question = QaAction {
        message: Some(message(text)),
        ..QaAction::default()
    };
    ExecuteResponse {
        payload: Some(ExecuteResponsePayload {
            action: Some(Action::QaAction(question)),
            ..ExecuteResponsePayload::default()
        }),
    }
}

fn message(text: &str) -> Message {
    Message {
        visual: vec![Visual {
            text: text.to_owned(),
            ..Visual::default()
        }],
        ..Message::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_gets_tea() {
        let mut screen = Vec::new();
        let typed = "coffee\ngreen, please\nand cake\n";
        let conversation = Conversation::new(Settings::default());
        talk(conversation, typed.as_bytes(), &mut screen).unwrap();
        assert_eq!(
            String::from_utf8(screen).unwrap(),
            "Teapot: Good afternoon. Black or green?\n\
             You: coffee\n\
             Teapot: There is black tea and green tea. Which one?\n\
             You: green, please\n\
             Teapot: A pot is on its way.\n"
        );
    }
}
