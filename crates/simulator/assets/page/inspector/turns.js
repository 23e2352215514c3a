// The turns of the bot, newest first.

import { h } from '../dom.js';
import { mark } from '../icons.js';
import { on, state } from '../state.js';
import { exact } from '../time.js';
import { folds } from './fold.js';
import { turn, words } from './turn.js';

export function turns(place) {
  const list = h('div', { class: 'folds' });
  place.append(list);
  const show = folds(list, 'Say something on a phone: every turn of the bot is explained here.', {
    name: (trace) => `${trace.event}.${trace.attempt}`, head, body: turn,
  });
  on('turns', () => show(state.turns));
  show(state.turns);
}

function head(trace) {
  return [
    mark(trace.platform),
    h('span', { class: 'what' }, h('strong', {}, words(trace.summary)), h('small', {}, `${trace.name || trace.user} · ${where(trace)}`)),
    h('span', { class: `verdict ${trace.error ? 'failed' : trace.verdict}` }, trace.error ? 'failed' : trace.verdict),
    h('small', { class: 'when' }, exact(trace.at), h('br'), `${Number(trace.millis).toFixed(1)} ms`),
  ];
}

function where({ before, after }) {
  const [from, to] = [path(before), path(after)];
  return from === to ? from : `${from} → ${to}`;
}

function path(contexts) {
  return (contexts ?? []).join(' / ') || '–';
}
