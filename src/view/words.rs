//! What the widget says to visitors, in one place: short, plain and kind.

/// Placeholder and label of the composer.
pub(super) const MESSAGE: &str = "Message";
/// Label of the send button.
pub(super) const SEND: &str = "Send";
/// The button that begins again.
pub(super) const NEW_CONVERSATION: &str = "New conversation";
/// The button that sends again what failed.
pub(super) const TRY_AGAIN: &str = "Try again";
/// Under a message that did not arrive.
pub(super) const NOT_DELIVERED: &str = "Not delivered.";
/// Under a message that waits for its turn.
pub(super) const WAITING: &str = "Waiting";
/// What stands in place of an answer that must not be shown.
pub(super) const HIDDEN: &str = "••••••";
/// Label of the list of messages.
pub(super) const CONVERSATION: &str = "Conversation";
/// Before a message, for those who hear it.
pub(super) const BOT_SAID: &str = "Bot said";
/// Before a message, for those who hear it.
pub(super) const YOU_SAID: &str = "You said";
/// Who said something, in a copy of the conversation.
pub(super) const BOT: &str = "Bot";
/// Who said something, in a copy of the conversation.
pub(super) const YOU: &str = "You";
/// The bot is about to say something.
pub(super) const TYPING: &str = "Typing";
/// Label of the menu.
pub(super) const MENU: &str = "Menu";
/// Copies the conversation.
pub(super) const COPY: &str = "Copy conversation";
/// It is copied.
pub(super) const COPIED: &str = "Copied";
/// The browser does not let it be copied.
pub(super) const NOT_COPIED: &str = "Could not be copied";
/// Prints the conversation.
pub(super) const PRINT: &str = "Print";
/// Saves the conversation for people.
pub(super) const SAVE_AS_TEXT: &str = "Save as text";
/// Saves the conversation for programs.
pub(super) const SAVE_AS_JSON: &str = "Save as JSON";
/// Label of the thumbs under a message.
pub(super) const FEEDBACK: &str = "Was this helpful?";
/// Label of the thumb that points up.
pub(super) const HELPFUL: &str = "Helpful";
/// Label of the thumb that points down.
pub(super) const NOT_HELPFUL: &str = "Not helpful";
/// Asks why a thumb was pressed.
pub(super) const TELL_US_MORE: &str = "Tell us more";
/// The button that tells no more.
pub(super) const SKIP: &str = "Skip";
/// After feedback.
pub(super) const THANKS: &str = "Thank you";
/// Label of the choices under a question.
pub(super) const CHOICES: &str = "Choices";
/// Label of a table without a caption.
pub(super) const TABLE: &str = "Table";
/// Label of a piece of code.
pub(super) const CODE: &str = "Code";
/// Under the last message of an ended conversation.
pub(super) const ENDED: &str = "This conversation has ended.";

/// There is no network.
pub(super) const OFFLINE: &str = "You are offline. Your message will be sent when you are back.";
/// The service has too much to do, and is tried again.
pub(super) const BUSY: &str = "Many people are writing right now. One moment, please.";
/// The service has too much to do.
pub(super) const TOO_BUSY: &str = "The chat has too much to do right now.";
/// The service cannot be reached.
pub(super) const CANNOT_CONNECT: &str = "The chat cannot be reached right now.";
/// The endpoint is not a dialog service.
pub(super) const WRONG_ADDRESS: &str = "The chat is not available at its address.";
/// The service does not know the model, channel or language.
pub(super) const UNKNOWN_MODEL: &str = "This chat is not available.";
/// The service took too long.
pub(super) const TIMED_OUT: &str = "The answer took too long.";
/// The service failed.
pub(super) const SERVICE_FAILED: &str = "Something went wrong on our side.";
/// The session is over.
pub(super) const SESSION_LOST: &str = "This conversation is over.";

/// A message came while the reader was further up.
pub(super) const NEW_MESSAGE: &str = "1 new message";
/// So many messages came while the reader was further up.
pub(super) const NEW_MESSAGES: &str = "# new messages";
/// There is one thing to pick.
pub(super) const ONE_CHOICE: &str = "1 choice";
/// There are so many things to pick.
pub(super) const MANY_CHOICES: &str = "# choices";
