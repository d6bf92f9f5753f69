/** An element with attributes and children; texts are texts, never markup. */
export function build(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== '').flatMap((child) => [child, ' ']));
  return made;
}
