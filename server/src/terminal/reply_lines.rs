//! A reply as a reader of the conversation sees it.

use bavard_dialog::{Action, Message, Reply, Selectable};
use serde_json::{Map, Value};

use super::plain_text;
use crate::conversation_file::ActionParts;

/// One line of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReplyLine {
    /// What the bot says.
    Said(String),
    /// Something to pick.
    Choice {
        /// By which it is picked, from 1.
        number: usize,
        /// What the visitor reads.
        text: String,
        /// Further words, often none.
        description: String,
    },
    /// What happens, in words of ours.
    Note(String),
}

/// The lines of a reply: what is said, in lines of at most `columns`, what can be picked, and what the bot waits for
/// unless that is an answer.
pub fn reply_lines(reply: &Reply, columns: usize) -> Vec<ReplyLine> {
    let parts = ActionParts::of(&reply.action);
    let said = reply.messages.iter().chain(parts.message);
    let said = said
        .flat_map(texts)
        .flat_map(|text| lines_of(&text, columns));
    let choices = (1..).zip(parts.selectables);
    let choices = choices.map(|(number, item)| choice(number, item));
    said.chain(choices)
        .chain(note(&reply.action).map(ReplyLine::Note))
        .collect()
}

/// A channel without texts to show has texts to speak or recordings.
fn texts(message: &Message) -> Vec<String> {
    let visual = message.visual.iter().map(|visual| visual.text.clone());
    let spoken = message.nlg.iter().map(|nlg| nlg.text.clone());
    let recorded = message.audio.iter().map(|audio| audio.text.clone());
    if !message.visual.is_empty() {
        visual.collect()
    } else if !message.nlg.is_empty() {
        spoken.collect()
    } else {
        recorded.collect()
    }
}

fn lines_of(text: &str, columns: usize) -> Vec<ReplyLine> {
    let text = plain_text(text, columns);
    let lines = text.lines();
    lines.map(|line| ReplyLine::Said(line.to_owned())).collect()
}

fn choice(number: usize, item: &Selectable) -> ReplyLine {
    ReplyLine::Choice {
        number,
        text: plain_text(&item.display_text, usize::MAX),
        description: plain_text(&item.description, usize::MAX),
    }
}

fn note(action: &Action) -> Option<String> {
    match action {
        Action::Question(_) => None,
        Action::DataAccess(access) => {
            let given = with_data(&access.data);
            Some(format!("{} waits for data{given}", access.id))
        }
        Action::Continue(wait) => Some(format!("{} calls its backend", wait.id)),
        Action::Escalation(escalation) => {
            let given = with_data(&escalation.data);
            Some(format!("{} hands over to a person{given}", escalation.id))
        }
        Action::End(end) => {
            let given = with_data(&end.data);
            Some(format!("the conversation is over{given}"))
        }
    }
}

fn with_data(data: &Map<String, Value>) -> String {
    if data.is_empty() {
        return String::new();
    }
    let values: Vec<_> = data
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    format!(", given {}", values.join(", "))
}

#[cfg(test)]
mod tests {
    use bavard_dialog::{DataAccess, Question, Visual};

    use super::*;

    fn message(text: &str) -> Message {
        Message {
            visual: vec![Visual {
                text: text.to_owned(),
                ..Visual::default()
            }],
            ..Message::default()
        }
    }

    #[test]
    fn messages_come_before_the_question_and_choices_are_numbered() {
        let item = |text: &str| Selectable {
            display_text: text.to_owned(),
            ..Selectable::default()
        };
        let question = Question {
            message: Some(message("Tea or <b>cake</b>?")),
            selectables: vec![item("Tea"), item("Cake")],
            ..Question::default()
        };
        let reply = Reply {
            channel: "Web VA".to_owned(),
            messages: vec![message("Hello.")],
            action: Action::Question(question),
        };
        let choice = |number, text: &str| ReplyLine::Choice {
            number,
            text: text.to_owned(),
            description: String::new(),
        };
        assert_eq!(
            reply_lines(&reply, 80),
            [
                ReplyLine::Said("Hello.".to_owned()),
                ReplyLine::Said("Tea or *cake*?".to_owned()),
                choice(1, "Tea"),
                choice(2, "Cake"),
            ]
        );
    }

    #[test]
    fn a_wait_for_data_says_for_which_node_and_with_what() {
        let access = DataAccess {
            id: "get_price".to_owned(),
            data: Map::from_iter([("drink".to_owned(), Value::from("tea"))]),
            ..DataAccess::default()
        };
        let reply = Reply {
            channel: "Web VA".to_owned(),
            messages: Vec::new(),
            action: Action::DataAccess(access),
        };
        assert_eq!(
            reply_lines(&reply, 80),
            [ReplyLine::Note(
                "get_price waits for data, given drink=\"tea\"".to_owned()
            )]
        );
    }
}
