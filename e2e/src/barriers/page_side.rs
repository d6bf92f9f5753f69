//! What is looked for in the page. Each script returns what it found, in words.

/// Puts what all scripts need before one.
macro_rules! looking {
    ($script:literal) => {
        concat!(
            r"
const root = document.querySelector('bavard-chat').shadowRoot;
const shown = (element) => element.checkVisibility({ visibilityProperty: true });
const all = (selector) => [...root.querySelectorAll(selector)].filter(shown);
const controls = () => all('button, input, textarea, select, a[href], [role=button]');
const name = (element) => `${element.localName}.${element.className} ${element.ariaLabel ?? element.textContent.trim().slice(0, 30)}`;
",
            $script
        )
    };
}

/// Targets below 24 by 24 pixels (WCAG 2.5.8), but for links in a sentence.
pub(super) const SMALL: &str = looking!(
    r"
const isInSentence = (element) => element.closest('.message') && getComputedStyle(element).display === 'inline';
return controls().filter((control) => !isInSentence(control)).map((control) => {
  const { width, height } = control.getBoundingClientRect();
  return Math.min(width, height) < 23.9 ? `${name(control)} is only ${width} x ${height}` : '';
}).filter(Boolean);
"
);

/// What moves for a visitor who wants nothing to.
pub(super) const MOVING: &str = looking!(
    r"
const moving = root.getAnimations().filter(({ playState }) => playState === 'running');
const gliding = all('*').filter((element) => getComputedStyle(element).scrollBehavior === 'smooth');
return [...moving.map(({ effect }) => `${name(effect.target)} moves`), ...gliding.map((element) => `${name(element)} glides`)];
"
);

/// What is cut off, what lies under something else, and a transcript without room for a line. Cards in a row and tables may
/// be wider than the page and scroll by themselves.
pub(super) const OUT_OF_REACH: &str = looking!(
    r"
const found = [];
const page = document.documentElement;
if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} wide`);
for (const element of all('*')) {
  const { overflowX, overflowY } = getComputedStyle(element);
  if (element.matches('.track, .scroller, .unseen, .status, .status *, textarea, input')) continue;
  if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) found.push(`${name(element)} is cut off at the side`);
  if (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1) found.push(`${name(element)} is cut off below`);
}
const [transcript] = all('.transcript');
if (transcript && transcript.clientHeight < 48) found.push(`the transcript is only ${transcript.clientHeight} high`);
// An open menu lies over the rest for as long as it has the focus.
for (const control of controls().filter((control) => !all('.menu-items').length || control.closest('.menu-items'))) {
  control.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
  const { left, right, top, bottom } = control.getBoundingClientRect();
  const hit = root.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  // A link over two lines has no middle of its own.
  const isThere = control.contains(hit) || [...control.getClientRects()].some((box) => control.contains(root.elementFromPoint(box.left + 2, (box.top + box.bottom) / 2)));
  if (!isThere && !control.matches('.previous, .next')) found.push(`${name(control)} lies under ${hit && name(hit)}`);
}
return found;
"
);
