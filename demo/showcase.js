// What the bike rental's own page does around the chat: it knows the prices, and it can ask for the rental so far.

// Of one day, in dollars or euros; a battery's reach in kilometers.
const bikes = {
  city: { name: 'City bike', perDay: 15, deposit: 100 },
  electric: { name: 'Electric bike', perDay: 32.5, deposit: 300, rangeKm: 62.5 },
  cargo: { name: 'Cargo bike', perDay: 40, deposit: 400 },
  tandem: { name: 'Tandem', perDay: 32, deposit: 1250 },
};

const saturday = 6;

const pause = (milliseconds, signal) => new Promise((resolve, reject) => {
  const timer = setTimeout(resolve, milliseconds);
  signal?.addEventListener('abort', () => {
    clearTimeout(timer);
    reject(signal.reason);
  }, { once: true });
});

// Dates of the dialog are texts such as 20310612. They are counted in UTC, where every day has 24 hours.
const dayOf = (text) => new Date(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}T00:00:00Z`);
const textOf = (day) => day.toISOString().slice(0, 10).replaceAll('-', '');

async function getRentalPrice(data, { signal } = {}) {
  await pause(1200, signal);
  const bike = bikes[data.BIKE_TYPE];
  const first = dayOf(String(data.PICKUP_DATE));
  const days = Number(data.RENTAL_DAYS);
  if (!bike || Number.isNaN(first.getTime()) || !(days >= 1)) {
    return { returnCode: '1', returnMessage: `No price for ${data.BIKE_TYPE} on ${data.PICKUP_DATE}` };
  }
  if (data.BIKE_TYPE === 'tandem' && first.getUTCDay() === saturday) {
    return { returnCode: '2', returnMessage: 'All tandems are out' };
  }
  const amount = (number) => ({ unit: data.language === 'fr-FR' ? 'EUR' : 'USD', number });
  const last = new Date(first);
  last.setUTCDate(last.getUTCDate() + days - 1);
  return {
    returnCode: '0',
    offer: {
      perDay: amount(bike.perDay),
      total: amount(bike.perDay * days),
      deposit: amount(bike.deposit),
      returnDate: textOf(last),
      rangeKm: bike.rangeKm ?? null,
    },
  };
}

const chat = document.querySelector('bavard-chat');
const wanted = new URLSearchParams(location.search);
for (const name of ['channel', 'language']) {
  if (wanted.has(name)) chat.setAttribute(name, wanted.get(name));
}
// Each language and channel is a conversation of its own, not the one that the tab remembers.
if (wanted.size > 0) chat.setAttribute('persist', 'none');
chat.clientFetch = { get_rental_price: getRentalPrice };

document.querySelector('#rent').addEventListener('click', () => chat.openChat());
document.querySelector('#summary').addEventListener('click', () => {
  chat.openChat();
  chat.sendEvent('CUSTOM', 'ShowRental');
});

document.querySelector('#prices').append(...Object.values(bikes).map((bike) => {
  const row = document.createElement('tr');
  const name = document.createElement('th');
  name.scope = 'row';
  name.textContent = bike.name;
  const price = document.createElement('td');
  price.textContent = `$${bike.perDay.toFixed(2)}`;
  row.append(name, price);
  return row;
}));
