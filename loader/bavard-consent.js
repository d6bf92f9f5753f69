// The question before the first turn: what the visitor agrees to by chatting. Fetched only with the `consent` attribute.

// What was accepted on this page, for browsers that keep nothing.
const accepted = new Map();

// Another service, another model or other words are another question.
const keyOf = (host) => {
  const endpoint = new URL(host.getAttribute('endpoint') || '/', document.baseURI).href;
  return `bavard:consent:${endpoint} ${host.getAttribute('model-urn')}`;
};

const read = (key) => {
  try {
    return accepted.get(key) ?? localStorage.getItem(key);
  } catch {
    return undefined;
  }
};

const keep = (key, text) => {
  accepted.set(key, text);
  try {
    localStorage.setItem(key, text);
  } catch {
    // It is asked again on the next page.
  }
};

// Settled when the visitor has accepted, at once if that was before; rejected when the visitor declines.
export const consent = ({ host, element, say, isInline }, window, panel) => {
  const text = host.getAttribute('consent');
  const key = keyOf(host);
  if (read(key) === text) return Promise.resolve();
  return new Promise((accept, decline) => {
    const button = (part, label, act) => {
      const made = element('button', { class: part, part, type: 'button' }, label);
      made.addEventListener('click', () => {
        window.removeAttribute('aria-describedby');
        window.focus({ preventScroll: true }); // the button goes
        act();
      });
      return made;
    };
    // The page may say more than an attribute can hold, such as a link to its policy.
    const asked = element('div', { class: 'consent', part: 'consent' },
      element('div', { class: 'consent-text', id: 'consent' }, element('slot', { name: 'consent' }, text)),
      element('div', { class: 'consent-answers' },
        button('accept', say('Accept'), () => {
          keep(key, text);
          accept();
        }),
        // In a box of the page there is nothing to close.
        ...(isInline ? [] : [button('decline', say('No, thanks'), () => {
          decline(Object.assign(new Error('The visitor did not accept.'), { declined: true }));
          host.closeChat();
        })])));
    // Who comes into the window hears what is asked.
    window.setAttribute('aria-describedby', 'consent');
    panel.replaceChildren(asked);
  });
};
