// Everything that went over the wire.

import { h } from '../dom.js';
import { mark } from '../icons.js';
import { copy } from '../note.js';
import { on, state } from '../state.js';
import { exact } from '../time.js';
import { curl } from './curl.js';
import { folds } from './fold.js';
import { json } from './json.js';

export function wire(place) {
  const list = h('div', { class: 'folds' });
  const filter = h('select', { name: 'direction', change: refresh }, h('option', { value: '' }, 'both ways'),
    h('option', { value: 'webhook' }, 'to the bot'), h('option', { value: 'call' }, 'from the bot'));
  place.append(h('label', { class: 'filter' }, 'Show ', filter), list);
  const show = folds(list, 'Nothing went over the wire yet.', { name: ({ number }) => number, head, body });
  on('exchanges', refresh);
  refresh();

  function refresh() {
    show(state.exchanges.filter(({ direction }) => !filter.value || direction === filter.value));
  }
}

function head({ platform, direction, method, path, status, at }) {
  const toBot = direction === 'webhook';
  return [
    mark(platform),
    h('span', { class: 'what' }, h('strong', {}, toBot ? 'webhook' : path.split('/').pop() || path), h('small', {}, `${method} ${path || 'to the bot'}`)),
    h('span', { class: `way ${direction}`, 'aria-label': toBot ? 'to the bot' : 'from the bot' }, toBot ? '→ bot' : 'bot →'),
    h('span', { class: `code ${good(status) ? 'good' : 'bad'}` }, status === 0 ? 'none' : `${status}`),
    h('small', { class: 'when' }, exact(at)),
  ];
}

function body(exchange) {
  return [
    h('div', { class: 'acts' }, h('button', { type: 'button', class: 'plain', click: () => copy(curl(exchange), 'curl command') }, 'Copy as curl'),
      h('button', { type: 'button', class: 'plain', click: () => copy(JSON.stringify(exchange.body, null, 2), 'Body') }, 'Copy body')),
    h('h3', {}, 'Request'), json(exchange.body),
    h('h3', {}, exchange.status === 0 ? 'No answer came' : `Answer ${exchange.status}`), exchange.answer !== null && json(exchange.answer),
  ];
}

function good(status) {
  return status >= 200 && status < 300;
}
