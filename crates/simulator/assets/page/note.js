// Short notes that come and go by themselves.

import { h } from './dom.js';

const STAYS = 4000;

/** Says something for a moment. */
export function note(text, kind = 'plain') {
  const element = h('p', { class: `note ${kind}` }, text);
  document.getElementById('notes').append(element);
  setTimeout(() => element.remove(), STAYS);
}

/** Copies a text, and says so. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    note(`${what} copied`);
  } catch {
    note('The browser does not let this page copy', 'trouble');
  }
}
