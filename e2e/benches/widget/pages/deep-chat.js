// Deep Chat behind a button of the page's own, loaded on the click, with the greeting from its endpoint.
const chat = async () => {
  await import('/deep-chat/deepChat.bundle.js');
  const element = document.createElement('deep-chat');
  element.connect = { url: '/deep-chat-service/turn', method: 'POST' };
  const { intro } = document.querySelector('#launcher').dataset;
  if (intro) element.introMessage = { text: intro };
  else element.loadHistory = async (index) => (index ? [false] : (await (await fetch(`/deep-chat-service/greeting${location.search}`)).json()));
  document.body.append(element);
};
document.querySelector('#launcher').addEventListener('click', chat, { once: true });
