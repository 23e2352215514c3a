// How elements are made. Text is only ever text: nothing here reads markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An element. Attributes that are functions listen to the event of that name; empty ones are left out. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An element of a drawing. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(there));
  return element;
}

function there(child) {
  return child !== undefined && child !== null && child !== false && child !== '';
}

/** Changes what is in an element. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(there));
  return element;
}

/** An address that may be opened, or nothing: pages only, neither scripts nor files. */
export function safe(url) {
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** A link that opens elsewhere; without an address that may be opened, only its text. */
export function link(url, attributes, ...children) {
  const href = safe(url);
  if (!href) return h('span', attributes, ...children);
  return h('a', { ...attributes, href, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

/** Whether a file is here. What lies elsewhere is never fetched. */
export function isHere(url) {
  return typeof url === 'string' && url.startsWith('/files/');
}

/** Styles that are computed. */
export function styled(element, properties) {
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
  return element;
}
