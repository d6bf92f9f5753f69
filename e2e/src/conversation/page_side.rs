//! What a page does for a scripted conversation: it keeps what the chat reports, and answers its fetches when the test
//! says so.

/// Prepares the chat before it is opened. `arguments[0]`: channel, language and session data, each or null.
pub(super) const PREPARE: &str = "
const { channel, language, data } = arguments[0];
const chat = document.querySelector('bavard-chat');
chat.setAttribute('persist', 'none');
if (channel) chat.setAttribute('channel', channel);
if (language) chat.setAttribute('language', language);
if (data) chat.sessionData = data;
window.played = { actions: [], fetches: {} };
const fetch = (id) => new Promise((resolve) => { played.fetches[id] = resolve; });
chat.addEventListener('bavard-action', ({ detail }) => played.actions.push(detail));
chat.clientFetch = { '*': () => fetch('*') };
chat.onEscalation = (action) => fetch(action.id);
";

/// Returns the oldest action that was not taken yet, or null.
pub(super) const TAKE_ACTION: &str = "return window.played.actions.shift() ?? null;";

/// Answers the fetch of the node `arguments[0].id` with `arguments[0].data`; false when it does not wait.
pub(super) const ANSWER: &str = "
const { data } = arguments[0];
const id = arguments[0].id in played.fetches ? arguments[0].id : '*';
const answer = played.fetches[id];
delete played.fetches[id];
answer?.(data);
return answer !== undefined;
";

/// Sends the event `arguments[0]`. The promise is not waited for: a test looks at what becomes of it.
pub(super) const SEND_EVENT: &str = "
const { type, name } = arguments[0];
void document.querySelector('bavard-chat').sendEvent(type, name || undefined).catch(() => {});
";
