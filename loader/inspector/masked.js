// What may repeat something that was typed into a masked question.

const hidden = '••••';

/** Bot texts that say of themselves that they quote something sensitive. */
export function hideMasked(value) {
  for (const held of Object.values(value ?? {})) {
    if (held === null || typeof held !== 'object') continue;
    if (held.mask === true && typeof held.text === 'string') held.text = hidden;
    hideMasked(held);
  }
  return value;
}

/** The values of everything that is called `data`; their names stay. */
export function hideData(value) {
  for (const [name, held] of Object.entries(value ?? {})) {
    if (name === 'data') value[name] = veiled(held);
    else if (held !== null && typeof held === 'object') hideData(held);
  }
  return value;
}

function veiled(value) {
  if (value === null || typeof value !== 'object') return hidden;
  return Array.isArray(value) ? value.map(veiled) : Object.fromEntries(Object.entries(value).map(([name, held]) => [name, veiled(held)]));
}
