//! What a visitor sees of the chat, read in one go.

use serde::Deserialize;

/// Finds what is visible in the shadow root by the part names of the contract.
macro_rules! in_the_chat {
    ($script:literal) => {
        concat!(
            r"
const root = document.querySelector('bavard-chat')?.shadowRoot;
const shown = (element) => element.checkVisibility({ visibilityProperty: true });
const parts = (name) => [...(root?.querySelectorAll(`[part~='${name}']`) ?? [])].filter(shown);
const words = (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
",
            $script
        )
    };
}

/// Returns the element of the part `arguments[0]` whose text holds `arguments[1]`, or null.
pub(crate) const FIND: &str = in_the_chat!(
    "return parts(arguments[0]).find((part) => words(part).includes(arguments[1])) ?? null;"
);

/// Returns a [`Focused`](crate::keyboard::Focused).
pub(crate) const FOCUSED: &str = in_the_chat!(
    r#"
let focused = document.activeElement;
while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
const { id, value, mixSelectableId, mixSelectableValue, mixInput } = focused?.dataset ?? {};
return {
  part: focused?.getAttribute('part') ?? '',
  id: id ?? mixSelectableId ?? '',
  value: value ?? mixSelectableValue ?? '',
  classes: focused?.className ?? '',
  name: `${focused?.localName} ${focused?.getAttribute('aria-label') ?? words(focused ?? document)}`.slice(0, 60),
};
"#
);

/// Returns the choice `arguments[0]` = `arguments[1]`, a button or a link in a text, or null.
pub(crate) const FIND_CHOICE: &str = in_the_chat!(
    r#"
const [id, value] = arguments;
const links = [...(root?.querySelectorAll('[data-mix-action]') ?? [])];
return parts('selectable').find((part) => part.dataset.id === id && part.dataset.value === value && !part.disabled) ??
  links.find((link) => link.dataset.mixSelectableId === id && link.dataset.mixSelectableValue === value) ?? null;
"#
);

/// Returns the kind of the field to write into, and whether its text was refused.
pub(crate) const FIELD: &str = in_the_chat!(
    "
const input = parts('input')[0];
return { kind: input?.type ?? '', refused: input?.getAttribute('aria-invalid') === 'true' };
"
);

/// Fills in a date as the browser's own picker does.
pub(crate) const PICK_DATE: &str = in_the_chat!(
    "
const input = parts('input')[0];
input.value = arguments[0];
input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
"
);

/// Marks all messages as seen.
pub(crate) const MARK_SEEN: &str = in_the_chat!(
    "
window.seen ??= new WeakSet();
for (const part of parts('message')) seen.add(part);
"
);

/// Returns what the bot has said that is not marked.
pub(crate) const UNSEEN: &str = in_the_chat!(
    "
return parts('message').filter((part) => part.dataset.from === 'bot' && !seen.has(part)).map(words).join(' ');
"
);

/// Returns a [`ChatState`].
pub(crate) const READ: &str = in_the_chat!(
    "
const input = parts('input')[0];
return {
  launcher: parts('launcher').length > 0,
  window: parts('window').length > 0,
  typing: parts('typing').length > 0,
  composer: !!input && !input.disabled && !input.readOnly,
  restart: parts('restart').length > 0,
  retry: parts('retry').length > 0,
  banner: parts('banner').map(words)[0] ?? null,
  messages: parts('message').map((part) => ({ from: part.dataset.from ?? '', text: words(part) })),
  selectables: parts('selectable').filter((part) => !part.disabled).map(words),
};
"
);

/// What is visible of the chat.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ChatState {
    /// The launcher is there.
    pub launcher: bool,
    /// The window is open.
    pub window: bool,
    /// The typing indicator runs.
    pub typing: bool,
    /// Something can be typed.
    pub composer: bool,
    /// A new conversation is offered.
    pub restart: bool,
    /// A retry is offered.
    pub retry: bool,
    /// The words of the strip above the composer.
    pub banner: Option<String>,
    /// All messages, oldest first.
    pub messages: Vec<MessageSeen>,
    /// The words of what can be picked.
    pub selectables: Vec<String>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MessageSeen {
    /// `bot` or `user`.
    pub from: String,
    /// Its words, white space collapsed.
    pub text: String,
}

impl ChatState {
    /// Whether the bot said something with these words.
    #[must_use]
    pub fn bot_said(&self, words: &str) -> bool {
        self.said("bot", words)
    }

    /// Whether the visitor's side shows these words.
    #[must_use]
    pub fn visitor_said(&self, words: &str) -> bool {
        self.said("user", words)
    }

    fn said(&self, from: &str, words: &str) -> bool {
        self.messages
            .iter()
            .any(|message| message.from == from && message.text.contains(words))
    }
}
