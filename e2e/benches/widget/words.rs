//! What the bot says.

/// The first message; the page looks for it.
pub(crate) const GREETING: &str = "Welcome to the bench. What would you like to know about coffee?";

/// The answer to whatever the visitor says.
pub(crate) const ANSWER: &str = "A double espresso takes eighteen grams of coffee and about half a minute. Would you like to hear more?";

/// So many messages to a visitor who asks for "250 messages", else one.
pub(crate) fn answer_to(text: &str) -> Vec<String> {
    let count = text
        .strip_suffix(" messages")
        .and_then(|count| count.parse().ok());
    many(count.unwrap_or(1))
}

/// So many messages.
pub(crate) fn many(count: usize) -> Vec<String> {
    vec![ANSWER.to_owned(); count]
}
