// Another language than English, and words of the page's own. Fetched only where there is one or the other.

const shipped = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pt']; // in strings/; English is in the code
const fromRightToLeft = /^(ar|fa|he|ur)\b/i;

// Texts are known by their English words, in any spelling that differs in letter case, blanks and punctuation alone. `#`
// stands for a number.
const normalised = (english) => english.toLowerCase().replace(/[^\p{L}\p{N}#]/gu, '');

// `(english, count, one) => text` out of tables of texts by their English words; a later table goes before an earlier one.
// A text about a number of things is one text, or one for each of the language's plurals (`Intl.PluralRules`).
export function textsOf(tag, ...tables) {
  const texts = new Map();
  for (const [english, text] of tables.flatMap((table) => Object.entries(table ?? {}))) {
    if (typeof (text?.other ?? text) === 'string') texts.set(normalised(english), text);
  }
  const find = (english) => texts.get(normalised(english));
  let plurals;
  return (english, count, one) => {
    const text = find(english);
    if (count === undefined) return text?.other ?? text ?? english;
    plurals ??= new Intl.PluralRules(tag);
    const fitting = (count === 1 ? find(one) : undefined) ?? text?.[plurals.select(count)] ?? text?.other ?? text ?? (count === 1 ? one : english);
    return fitting.replace('#', count.toLocaleString(tag));
  };
}

const read = new Map();
const table = (url) => {
  if (!read.has(url.href)) read.set(url.href, fetched(url));
  return read.get(url.href).catch((error) => {
    read.delete(url.href); // tried again when it is wanted again
    console.warn(`<bavard-chat>: ${error.message}`);
  });
};
const fetched = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: HTTP ${answer.status}`);
  return answer.json();
};

// What is spoken for a language: its tag for `Intl`, its texts, and `lang` and `dir` of what they stand in. Regions have
// the words of their language; a language that nobody has words for is spoken in English, with its own dates. `strings`
// is the page's attribute of that name.
export async function language(wanted, strings) {
  let tag = 'en';
  try {
    [tag] = Intl.getCanonicalLocales(wanted.replaceAll('_', '-'));
  } catch {
    // No browser knows such a language.
  }
  const [base] = tag.split('-');
  const given = strings && URL.canParse(strings, document.baseURI) ? new URL(strings, document.baseURI) : undefined;
  const [file, own] = await Promise.all([
    shipped.includes(base) ? table(new URL(`./strings/${base}.json`, import.meta.url)) : undefined,
    given && table(given),
  ]);
  const lang = file || own || base === 'en' ? tag : 'en';
  return { tag, say: textsOf(tag, file, own), lang, dir: fromRightToLeft.test(lang) ? 'rtl' : '' };
}

// Has the inside of a window drawn again by `draw`, where only words change: the focus stays on the same element, and the
// same message in the same place.
export function redraw(window, draw) {
  const wayTo = (element) => {
    const steps = [];
    for (let at = element; at && at !== window; at = at.parentElement) steps.unshift([...at.parentElement.children].indexOf(at));
    return () => steps.reduce((at, step) => at?.children[step], window);
  };
  const active = window.getRootNode().activeElement;
  const focused = window.contains(active) && active !== window && wayTo(active);
  const { selectionStart, selectionEnd } = active ?? {};
  const scroller = () => window.querySelector('.transcript');
  const top = (element) => element.getBoundingClientRect().top;
  const inView = (list) => [...(list?.children ?? [])].find((one) => one.getBoundingClientRect().bottom > top(scroller()));
  const { scrollHeight, scrollTop, clientHeight } = scroller() ?? {};
  // At the end, the transcript stays there by itself.
  const read = scrollHeight - scrollTop - clientHeight > 48 && inView(inView(scroller().querySelector('.entries')));
  const offset = read && top(read) - top(scroller());
  const again = read && wayTo(read);
  draw();
  // Nothing new has come.
  for (const animation of window.getAnimations({ subtree: true })) if (animation.animationName === 'enter') animation.finish();
  const message = again && again();
  if (message) scroller().scrollTop += top(message) - top(scroller()) - offset;
  const field = focused && focused();
  field?.focus?.({ preventScroll: true });
  if (field && selectionStart != null) field.setSelectionRange?.(selectionStart, selectionEnd);
}
