// What a page may do around the chat; without all of it the chat works as well.
const chat = document.querySelector('bavard-chat');

// The dialog asks the page for a price.
chat.clientFetch = {
  get_coffee_price: async () => ({ returnCode: '0', coffee_price: '4.25' }),
};

chat.addEventListener('bavard-message', ({ detail }) => {
  document.querySelector('#said').textContent = detail.text;
});
