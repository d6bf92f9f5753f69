// The bot of the previews. It answers within the page, and shows what a theme has to dress.

import { service } from '../bavard-inspector.js';

const text = (...texts) => texts.map((one) => ({ visual: [{ text: one }] }));
const choices = (...texts) => ({ selectable: { selectable_items: texts.map(([label, description]) => ({ value: { id: 'choice', value: label }, display_text: label, description })) } });

const greeting = {
  messages: text('Welcome to <b>Copper Street</b>.', 'We open at <b>6:30</b> on weekdays. <a href="https://example.com/menu">See the menu</a>'),
  qa_action: { message: text('What can I get you?')[0], ...choices(['Espresso'], ['Cappuccino'], ['Latte']) },
};

const list = {
  messages: text('Gladly.'),
  qa_action: { message: text('What size?')[0], view: { name: 'list' }, ...choices(['Small', 'One shot'], ['Medium', 'Two shots'], ['Large', 'Three shots']) },
};

const table = {
  messages: text('<table><tr><th>Coffee</th><th>Price</th></tr><tr><td>Large latte</td><td>$5.10</td></tr></table>'),
  qa_action: { message: text('Shall I order it?')[0], ...choices(['Yes'], ['No']) },
};

/** A service of its own for each chat, for each is at another point of the conversation. */
export function previewed() {
  let turn = 0;
  return service((method) => {
    if (method === 'Start') {
      turn = 0;
      return { payload: { session_id: 'preview' } };
    }
    return method === 'Execute' ? { payload: [greeting, list, table][turn++ ? 1 + (turn % 2) : 0] } : {};
  });
}
