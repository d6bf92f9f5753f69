//! Plays a scripted conversation on a page and compares what the visitor sees with what the file expects.

use bavard_server::conversation_file::{
    ActionName, Conversation, ConversationFile, Expectation, ExpectedSelectable, Turn, TurnInput,
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Hand;
use super::page_side::{ANSWER, PREPARE, SEND_EVENT, TAKE_ACTION};
use super::shown_text::{missing_in_order, pieces, squeezed};
use crate::chat_state::{MARK_SEEN, UNSEEN};
use crate::wait::{Look, look_until};
use crate::{Browser, ChatPage, Failure, ScriptedBackend, Site};

/// What the chat reports of an action.
#[derive(Debug, Deserialize)]
struct Action {
    #[serde(rename = "type")]
    kind: String,
    id: String,
    data: Map<String, Value>,
    view: Option<View>,
}

#[derive(Debug, Deserialize)]
struct View {
    name: String,
}

/// Plays conversations of one example in one browser.
#[derive(Debug)]
pub struct Player<'a> {
    browser: &'a Browser,
    site: &'a Site,
    backend: &'a ScriptedBackend,
    hand: Hand,
}

impl<'a> Player<'a> {
    /// With the visitor's way to act.
    #[must_use]
    pub fn new(
        browser: &'a Browser,
        site: &'a Site,
        backend: &'a ScriptedBackend,
        hand: Hand,
    ) -> Self {
        Self {
            browser,
            site,
            backend,
            hand,
        }
    }

    /// Plays the conversations of a file that `is_wanted`, one after another; one that fails does not keep the others
    /// from being played.
    ///
    /// # Errors
    ///
    /// [`Failure::Several`] with all that failed; [`Failure::Unexpected`] when none is wanted.
    pub async fn play_all(
        &self,
        file: &ConversationFile,
        mut is_wanted: impl FnMut(&Conversation) -> bool,
    ) -> Result<(), Failure> {
        let mut failures = Vec::new();
        let mut played = 0;
        for conversation in &file.conversations {
            if is_wanted(conversation) {
                played += 1;
                if let Err(failure) = self.play(file, conversation).await {
                    failures.push((conversation.id.clone(), failure));
                }
            }
        }
        match (played, failures.is_empty()) {
            (0, _) => Err(Failure::Unexpected("no conversation is wanted".to_owned())),
            (_, true) => Ok(()),
            (_, false) => Err(Failure::Several(failures)),
        }
    }

    async fn play(
        &self,
        file: &ConversationFile,
        conversation: &Conversation,
    ) -> Result<(), Failure> {
        self.backend.play(&conversation.backend);
        let chat = ChatPage::load(self.browser, &self.site.home()).await?;
        let settings = json!({
            "channel": file.channel,
            "language": file.language,
            "data": conversation.start_data,
        });
        chat.run_as_page(PREPARE, &settings).await?;
        for turn in &conversation.turns {
            self.take(&chat, turn).await.map_err(|failure| {
                Failure::Unexpected(format!("line {}, {}: {failure}", turn.line, turn.input))
            })?;
        }
        Ok(())
    }

    async fn take(&self, chat: &ChatPage<'_>, turn: &Turn) -> Result<(), Failure> {
        if turn.expect.action == Some(ActionName::NotFound) {
            // The visitor cannot even try.
            let is_over = |chat: &crate::ChatState| !chat.composer && chat.restart;
            chat.wait_for("the end", is_over).await?;
            return Ok(());
        }
        chat.run(MARK_SEEN, json!(null)).await?;
        if turn.expect.action == Some(ActionName::Continue) {
            self.backend.hold();
        }
        self.act(chat, &turn.input).await?;
        let action = look_until("an action", async || {
            Ok(match chat.run(TAKE_ACTION, json!(null)).await? {
                Value::Null => Look::NotYet(format!("{:#?}", chat.state().await?)),
                action => Look::Found(serde_json::from_value(action)?),
            })
        })
        .await?;
        compare_action(&turn.expect, &action)?;
        self.compare_view(chat, &turn.expect).await
    }

    async fn act(&self, chat: &ChatPage<'_>, input: &TurnInput) -> Result<(), Failure> {
        match input {
            TurnInput::Kick => self.hand.open(self.browser, chat).await,
            TurnInput::Text(text) => self.hand.say(self.browser, chat, text).await,
            TurnInput::Select(pick) => {
                self.hand
                    .pick(self.browser, chat, &pick.id, &pick.value)
                    .await
            }
            TurnInput::Data(requested) => {
                let reply = json!(requested.data);
                look_until("a fetch that waits for an answer", async || {
                    let answered = chat.run_as_page(ANSWER, &reply).await?;
                    Ok(if answered == json!(true) {
                        Look::Found(())
                    } else {
                        Look::NotYet("no fetch".to_owned())
                    })
                })
                .await
            }
            TurnInput::Event(event) => {
                let event = json!({ "type": event.kind.to_string(), "name": event.name });
                chat.run(SEND_EVENT, event).await.map(|_| ())
            }
            TurnInput::Continue => {
                self.backend.release();
                Ok(())
            }
        }
    }

    async fn compare_view(&self, chat: &ChatPage<'_>, expect: &Expectation) -> Result<(), Failure> {
        let wanted: Vec<String> = expect.texts.iter().flat_map(|text| pieces(text)).collect();
        let shown = look_until("what the bot says", async || {
            let shown = chat.run(UNSEEN, json!(null)).await?;
            let shown = squeezed(shown.as_str().unwrap_or_default());
            Ok(match missing_in_order(&shown, &wanted) {
                None => Look::Found(shown),
                Some(piece) => Look::NotYet(format!("no \"{piece}\" in \"{shown}\"")),
            })
        })
        .await?;
        // Where an unwanted text is about a tag, the words around it may well be there.
        let unwanted = expect.not_texts.iter().filter(|text| !text.contains('<'));
        for text in unwanted.flat_map(|text| pieces(text)) {
            if shown.contains(&text) {
                return unexpected(format!("\"{text}\" is in \"{shown}\""));
            }
        }
        if let Some(selectables) = &expect.selectables {
            let what = format!("the choices {selectables:?}");
            chat.wait_for(&what, |chat| offers(&chat.selectables, selectables))
                .await?;
        }
        Ok(())
    }
}

fn offers(shown: &[String], expected: &[ExpectedSelectable]) -> bool {
    shown.len() == expected.len()
        && shown
            .iter()
            .zip(expected)
            .all(|(shown, expected)| shown.contains(&expected.text))
}

fn compare_action(expect: &Expectation, action: &Action) -> Result<(), Failure> {
    if let Some(expected) = expect.action {
        if action.kind != expected.to_string() {
            return unexpected(format!("the action is not {expected} but {action:?}"));
        }
        // A question's own id is not told to pages as the node's name.
        let node = expect.node.as_ref().filter(|_| expected != ActionName::Qa);
        if node.is_some_and(|node| action.id != *node) {
            return unexpected(format!("the node is not {node:?}: {action:?}"));
        }
    }
    if let Some(expected) = &expect.view {
        let name = action.view.as_ref().map(|view| view.name.as_str());
        if name != Some(expected.name.as_str()) {
            return unexpected(format!("the view is not {}: {action:?}", expected.name));
        }
    }
    for (key, expected) in &expect.data {
        if action.data.get(key).map(as_text) != Some(as_text(expected)) {
            return unexpected(format!("the data's {key} is not {expected}: {action:?}"));
        }
    }
    Ok(())
}

/// Numbers and texts are the same to the dialog.
fn as_text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn unexpected<T>(what: String) -> Result<T, Failure> {
    Err(Failure::Unexpected(what))
}
