// Controls for the widget's properties of style, on the left; what they come to, on the right and as text to copy.

import { contrast, hex } from './contrast.js';
import { previewed } from './preview.js';
import { colors, fonts, lengths, themes } from './properties.js';

const page = document.documentElement;
const element = (id) => document.getElementById(id);

// Made here, because a chat in the page's own markup may begin before it has this service.
function chat(attributes) {
  const made = document.createElement('bavard-chat');
  for (const [name, value] of Object.entries({ persist: 'none', 'model-urn': 'preview', ...attributes })) made.setAttribute(name, value);
  made.fetch = previewed();
  return made;
}

const previews = ['light', 'dark'].map((theme) => {
  const made = chat({ theme, placement: 'inline', feedback: 'thumbs', heading: theme === 'light' ? 'Light' : 'Dark', subheading: 'Nothing is sent anywhere' });
  element('previews').append(build('div', { className: 'preview' }, made));
  // What the visitor said has a look too.
  made.addEventListener('bavard-action', () => made.send('A latte, please'), { once: true });
  return made;
});
document.body.append(chat({ heading: 'As on your page' }));

/** What is set: a name without `--bavard-`, and its value. What is as the widget has it is not set. */
const set = new Map();

function build(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// Themes

const pressed = (button) => {
  for (const other of element('themes').children) other.ariaPressed = String(other === button);
};

for (const theme of ['default', ...themes]) {
  const button = build('button', { type: 'button', ariaPressed: String(theme === 'default') }, theme[0].toUpperCase() + theme.slice(1));
  button.addEventListener('click', async () => {
    const sheet = theme === 'default' ? '' : await (await fetch(`../themes/${theme}.css`)).text();
    begin(sheet);
    pressed(button);
  });
  element('themes').append(button);
}

function begin(sheet) {
  set.clear();
  for (const [, name, value] of sheet.matchAll(/--bavard-([a-z-]+):\s*([^;}]+)/g)) set.set(name, value.trim());
  for (const refresh of refreshes) refresh();
  show();
}

// Controls

const refreshes = [];
const probe = build('span', { hidden: true });
document.body.append(probe);

/** The two sides of a color as #rrggbb, whichever way it is written. */
function sides(value) {
  return ['light', 'dark'].map((scheme) => {
    probe.style.colorScheme = scheme;
    probe.style.color = value;
    return hex(getComputedStyle(probe).color);
  });
}

for (const [name, label, light, dark] of colors) {
  const usual = `light-dark(${light}, ${dark})`;
  const inputs = ['light', 'dark'].map((scheme) => build('input', { type: 'color', ariaLabel: `${label}, ${scheme}`, name: `${name}-${scheme}` }));
  const refresh = () => sides(set.get(name) ?? usual).forEach((color, side) => (inputs[side].value = color));
  for (const input of inputs) {
    input.addEventListener('input', () => {
      const [one, other] = inputs.map(({ value }) => value);
      set.set(name, one === other ? one : `light-dark(${one}, ${other})`);
      show();
    });
  }
  refreshes.push(refresh);
  element('colors').append(build('div', { className: 'columns' }, build('span', {}, label), ...inputs));
}

for (const [name, label, least, most, usual] of lengths) {
  const input = build('input', { type: 'range', min: least, max: most, name });
  const output = build('output', {});
  const refresh = () => {
    const value = set.get(name);
    const pixels = value?.endsWith('rem') ? parseFloat(value) * 16 : parseFloat(value ?? usual);
    input.value = pixels;
    output.value = `${pixels} px`;
  };
  input.addEventListener('input', () => {
    output.value = `${input.value} px`;
    // Text follows the size that visitors set in their browsers.
    set.set(name, name === 'size' ? `${input.value / 16}rem` : `${input.value}px`);
    show();
  });
  refreshes.push(refresh);
  element('sizes').append(build('label', { className: 'range' }, build('span', {}, label), output, input));
}

const font = build('select', { name: 'font' }, ...fonts.map(([label, value]) => build('option', { value }, label)));
font.addEventListener('change', () => {
  if (font.value) set.set('font', font.value);
  else set.delete('font');
  show();
});
refreshes.push(() => (font.value = set.get('font') ?? ''));
element('sizes').append(build('label', { className: 'range' }, build('span', {}, 'Font'), font));

// What it comes to

function show() {
  for (const name of [...page.style]) if (name.startsWith('--bavard-') && !set.has(name.slice(9))) page.style.removeProperty(name);
  for (const [name, value] of set) page.style.setProperty(`--bavard-${name}`, value);
  const lines = [...set].map(([name, value]) => `  --bavard-${name}: ${value};\n`).join('');
  element('style').textContent = set.size ? `bavard-chat {\n${lines}}\n` : 'Nothing is changed yet.';
  weigh();
}

// Read from the previews themselves, for the widget makes colors of the colors that are set. `[what, part and property of
// the first color, those of the second, the least contrast]`
const pairs = [
  ['Bot’s text', '[part~=message][data-from=bot]', 'color', '[part~=message][data-from=bot]', 'backgroundColor', 7],
  ['Visitor’s text', '[part~=message][data-from=user]', 'color', '[part~=message][data-from=user]', 'backgroundColor', 7],
  ['Quiet text', '[part~=subheading]', 'color', '[part~=window]', 'backgroundColor', 4.5],
  ['Choices', '[part~=selectable]', 'color', '[part~=selectable]', 'backgroundColor', 4.5],
  ['Heading', '[part~=heading]', 'color', '[part~=window]', 'backgroundColor', 7],
  ['Edge of the field', '.field', 'borderTopColor', '[part~=window]', 'backgroundColor', 3],
];
const rows = pairs.map(([what]) => {
  const cells = previews.map(() => build('td', {}, '…'));
  element('contrast').append(build('tr', {}, build('th', { scope: 'row' }, what), ...cells));
  return cells;
});

function weigh() {
  const low = new Set();
  pairs.forEach(([what, first, property, second, other, least], row) => previews.forEach((chat, column) => {
    const [one, two] = [first, second].map((part) => chat.shadowRoot?.querySelector(part));
    const cell = rows[row][column];
    if (!one || !two) return;
    const found = contrast(getComputedStyle(one)[property], getComputedStyle(two)[other]);
    const isLow = found < least;
    if (isLow) low.add(what);
    cell.textContent = `${Math.floor(found * 10) / 10}${isLow ? ` < ${least}` : ''}`;
    cell.classList.toggle('low', isLow);
  }));
  element('warning').textContent = low.size ? `Hard to read for some: ${[...low].join(', ').toLowerCase()}.` : '';
}

for (const chat of previews) {
  // The composer is drawn in the task after the event.
  chat.addEventListener('bavard-action', () => setTimeout(weigh));
}

element('controls').addEventListener('input', () => pressed());
element('controls').addEventListener('submit', (event) => event.preventDefault());
element('copy').addEventListener('click', async ({ target }) => {
  try {
    await navigator.clipboard.writeText(element('style').textContent);
    target.textContent = 'Copied';
  } catch {
    getSelection().selectAllChildren(element('style'));
    target.textContent = 'Selected';
  }
  setTimeout(() => (target.textContent = 'Copy'), 2000);
});

begin('');
