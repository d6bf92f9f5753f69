// What the bench asks of every page: the click, the frame that shows the greeting, turns. One object for each subject.

const frame = () => new Promise((done) => requestAnimationFrame(done));

// A task that runs right after the frame was drawn.
const afterFrame = () => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = done;
  requestAnimationFrame(() => port2.postMessage(0));
});

const idle = () => new Promise((done) => requestIdleCallback(done, { timeout: 5000 }));

const isOnScreen = (element) => {
  if (!element?.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
  const { width, height, top, bottom } = element.getBoundingClientRect();
  return width > 0 && height > 0 && bottom > 0 && top < innerHeight;
};

const bavard = {
  endpoint: '/nuance.dlg.v1.DialogService/',
  get chat() { return document.querySelector('bavard-chat'); },
  click() { this.chat.shadowRoot.querySelector('[part~=launcher]').click(); },
  botMessages() { return [...this.chat.shadowRoot.querySelectorAll('[part~=message][data-from=bot]')]; },
  turn(text) { return this.chat.send(text); },
  async fill(count) { await this.chat.send(`${count} messages`); },
};

const deepChat = {
  endpoint: '/deep-chat-service/',
  get chat() { return document.querySelector('deep-chat'); },
  click() { document.querySelector('#launcher').click(); },
  botMessages() { return [...(this.chat?.shadowRoot?.querySelectorAll('.ai-message-text') ?? [])]; },
  turn(text) {
    return new Promise((done) => {
      const { chat } = this;
      chat.addEventListener('message', function heard({ detail }) {
        if (detail.message.role === 'user') return;
        chat.removeEventListener('message', heard);
        done();
      });
      chat.submitUserMessage({ text });
    });
  },
  async fill(count) {
    const { texts } = await (await fetch(`${this.endpoint}fill?count=${count}`)).json();
    for (const text of texts) this.chat.addMessage({ role: 'ai', text });
  },
};

const subject = location.pathname.startsWith('/bavard') ? bavard : deepChat;

const greeting = () => subject.botMessages().find((message) => message.textContent.includes('Welcome to the bench'));

// Milliseconds from the click to the end of the first frame that shows the greeting. The text is looked for at the
// beginning of each frame, after the scripts and before style, layout and paint of that frame.
window.greetingPainted = async () => {
  const clicked = performance.now();
  subject.click();
  do await frame();
  while (!isOnScreen(greeting()));
  await new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  const painted = performance.now();
  return { painted: painted - clicked, steps: steps(clicked) };
};

// When the answers that the chat waited for had arrived, in milliseconds after the click.
const steps = (clicked) => performance.getEntriesByType('resource')
  .filter(({ startTime }) => startTime >= clicked - 1)
  .map(({ name, startTime, responseEnd }) => ({
    name: new URL(name).pathname.split('/').at(-1),
    begin: startTime - clicked,
    end: responseEnd - clicked,
  }));

// Bytes of the subject's own files as they travelled, without answers of its endpoint and the bench's own scripts.
window.fetched = () => performance.getEntriesByType('resource')
  .map(({ name, encodedBodySize }) => ({ path: new URL(name).pathname, bytes: encodedBodySize }))
  .filter(({ path }) => !path.startsWith('/pages/') && !path.startsWith(subject.endpoint));

window.settled = async () => {
  await afterFrame();
  await idle();
  await afterFrame();
};

// Total blocking time of the page so far, in milliseconds.
window.blockingTime = () => new Promise((done) => {
  let total = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) total += Math.max(0, duration - 50);
  });
  observer.observe({ type: 'longtask', buffered: true });
  setTimeout(() => {
    observer.disconnect();
    done(total);
  }, 100);
});

// Adds messages, and tells whether that was done within a time in which a visitor would have gone.
window.fill = async (count) => {
  const end = performance.now() + 60_000;
  for (let left = count; left > 0; left -= 100) {
    if (performance.now() > end) return false;
    await subject.fill(Math.min(left, 100));
  }
  await settled();
  return true;
};

// Each turn is drawn before the next begins.
window.turns = async (count) => {
  for (let turn = 0; turn < count; turn += 1) {
    await subject.turn(`This is what the visitor says in turn ${turn}.`);
    await afterFrame();
  }
  await settled();
};
