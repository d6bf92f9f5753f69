// What the coffee shop's own page does around the chat: it knows the prices, and the chat asks for them.

// In dollars, for a small one.
const coffees = {
  espresso: { name: 'Espresso', price: 2.75 },
  americano: { name: 'Americano', price: 3.0 },
  drip: { name: 'Drip coffee', price: 2.5 },
  cappuccino: { name: 'Cappuccino', price: 3.75 },
  latte: { name: 'Latte', price: 4.0 },
  mocha: { name: 'Mocha', price: 4.5 },
};

// Added to the price of a small one.
const sizes = { small: 0, medium: 0.6, large: 1.1 };

const dollars = (coffee, size) => (coffee.price + sizes[size]).toFixed(2);

// As slow as a till on a busy morning, so that the message for waiting visitors has its moment.
const tillDelay = 1200;

const pause = (milliseconds, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, milliseconds);
  signal?.addEventListener('abort', () => {
    clearTimeout(timer);
    reject(signal.reason);
  }, { once: true });
});

// A value of the dialog, such as `Large` or `drip_coffee`, begins with one of our keys.
const keyFor = (table, value) => Object.keys(table).find((key) => String(value ?? '').toLowerCase().startsWith(key));

async function getCoffeePrice(data, { signal } = {}) {
  await pause(tillDelay, signal);
  const coffee = coffees[keyFor(coffees, data.COFFEE_TYPE)];
  const size = keyFor(sizes, data.COFFEE_SIZE) ?? 'small';
  if (!coffee) return { returnCode: '1', returnMessage: `No price for ${data.COFFEE_TYPE}` };
  return { returnCode: '0', coffee_price: dollars(coffee, size) };
}

const chat = document.querySelector('bavard-chat');
chat.clientFetch = { get_coffee_price: getCoffeePrice };

document.querySelector('#order').addEventListener('click', () => chat.openChat());

document.querySelector('#prices').append(...Object.values(coffees).map((coffee) => {
  const row = document.createElement('tr');
  const name = document.createElement('th');
  name.scope = 'row';
  name.textContent = coffee.name;
  row.append(name, ...Object.keys(sizes).map((size) => {
    const cell = document.createElement('td');
    cell.textContent = `$${dollars(coffee, size)}`;
    return cell;
  }));
  return row;
}));
