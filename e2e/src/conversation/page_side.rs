//! What a page does for a scripted conversation: it keeps what the chat reports, and answers its fetches when the test
//! says so.

/// Prepares the chat before it is opened. `arguments[0]`: channel, language and session data, each or null.
pub(crate) const PREPARE: &str = "
const { channel, language, data } = arguments[0];
const chat = document.querySelector('bavard-chat');
chat.setAttribute('persist', 'none');
if (channel) chat.setAttribute('channel', channel);
if (language) chat.setAttribute('language', language);
if (data) chat.sessionData = data;
window.played = { actions: [] };
const fetch = () => new Promise((resolve) => { played.answer = resolve; });
chat.addEventListener('bavard-action', ({ detail }) => played.actions.push(detail));
chat.clientFetch = { '*': fetch };
chat.onEscalation = fetch;
";

/// Returns the oldest action that was not taken yet, or null.
pub(super) const TAKE_ACTION: &str = "return window.played.actions.shift() ?? null;";

/// Answers the fetch or hand-over that waits with `arguments[0]`; false when none does.
pub(crate) const ANSWER: &str = "
const { answer } = played;
played.answer = undefined;
answer?.(arguments[0]);
return answer !== undefined;
";

/// Sends the event `arguments[0]`. The promise is not waited for: a test looks at what becomes of it.
pub(super) const SEND_EVENT: &str = "
const { type, name } = arguments[0];
void document.querySelector('bavard-chat').sendEvent(type, name || undefined).catch(() => {});
";
