/** An element with attributes and children; texts are texts, never markup. A function among the attributes is a listener. */
export function build(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== '' && child !== undefined));
  return made;
}
