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
/// Label of the choices under a question.
pub(super) const CHOICES: &str = "Choices";
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
