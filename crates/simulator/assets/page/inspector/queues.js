// What waits: the inbox, the outbox, and what was set aside.

import { ask } from '../api.js';
import { h, put } from '../dom.js';
import { on } from '../state.js';
import { json } from './json.js';

const SOON = 300;

export function queues(place) {
  const shown = h('div', { class: 'queues' });
  place.append(h('div', { class: 'acts' }, h('button', { type: 'button', class: 'plain', click: refresh }, 'Look again')), shown);
  let timer = null;
  // What is seen changes with the turns; several are looked at once.
  const later = () => {
    clearTimeout(timer);
    if (!place.hidden) timer = setTimeout(refresh, SOON);
  };
  on('turns', later);
  on('exchanges', later);
  return refresh;

  async function refresh() {
    try {
      const queues = await ask('/api/queues');
      put(shown, Object.entries(queues ?? {}).map(queue));
    } catch {
      put(shown, h('p', { class: 'empty' }, 'The queues cannot be read just now.'));
    }
  }
}

function queue([name, rows]) {
  const title = name.replaceAll('_', ' ');
  if (rows === null || typeof rows !== 'object') return h('p', { class: 'depth' }, h('span', {}, title), h('strong', {}, rows ?? '–'));
  if (!Array.isArray(rows)) return h('div', { class: 'part' }, h('h3', {}, title), json(rows));
  return h('div', { class: 'part' }, h('h3', {}, `${title} (${rows.length})`),
    rows.length ? rows.map((row) => json(row)) : h('p', { class: 'empty' }, 'empty'));
}
