// One turn, explained.

import { h } from '../dom.js';
import { copy } from '../note.js';
import { diff } from './diff.js';
import { json } from './json.js';

export function turn(trace) {
  return [
    trace.error && h('p', { class: 'error', role: 'alert' }, trace.error),
    part('Context', [path(trace), trace.routed && h('p', { class: 'hint' }, words(trace.routed))]),
    part('Blocks asked', trace.tried?.length ? h('ol', { class: 'tried' }, trace.tried.map(tried)) : null),
    part('Steps', trace.steps?.length ? h('ol', { class: 'steps' }, trace.steps.map(step)) : null),
    part('Said', trace.messages?.length ? h('ol', { class: 'said-list' }, trace.messages.map(message)) : null),
    part('Session', diff(trace.session?.before, trace.session?.after)),
    part('Meaning', trace.meaning ? meaning(trace.meaning) : null),
    h('p', { class: 'facts' }, h('span', {}, `event ${trace.event}`), h('span', {}, `attempt ${trace.attempt}`), h('span', {}, `${trace.millis} ms`), h('span', {}, `user ${trace.user}`)),
  ];
}

function part(title, inside) {
  return inside && h('div', { class: 'part' }, h('h3', {}, title), inside);
}

function path({ before, after }) {
  const crumbs = (contexts) => h('span', { class: 'crumbs' }, (contexts ?? []).map((name) => h('span', {}, name)));
  const same = JSON.stringify(before) === JSON.stringify(after);
  return h('div', { class: 'path' }, crumbs(before), !same && [h('span', { 'aria-label': 'then' }, '→'), crumbs(after)]);
}

function tried({ context, block, at, took, why }) {
  return h('li', { class: took ? 'took' : 'not' },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, took ? '✓' : '·'),
    h('span', {}, words(block), ' ', context && h('small', {}, `in ${context}`), h('small', { class: 'why' }, took ? 'took it' : 'no', why && [': ', words(why)])),
    line(at));
}

function step({ step, at, ...rest }) {
  const inside = {
    block: () => [words(rest.block ?? ''), rest.context && h('small', {}, ` in ${rest.context}`), rest.end && h('span', { class: 'end' }, rest.end)],
    move: () => ['moved to ', h('code', {}, rest.to ?? '?')],
  }[step] ?? (() => [h('b', {}, step), ' ', Object.entries(rest).map(([name, value]) => h('small', {}, `${name}: ${plain(value)} `))]);
  return h('li', {}, h('span', {}, inside()), line(at));
}

function message({ at, said, parts, losses, doubts }) {
  const remarks = [...(losses ?? []), ...(doubts ?? [])];
  return h('li', {}, h('span', {}, words(said), parts > 1 && h('small', {}, ` in ${parts} parts`),
    remarks.length > 0 && h('ul', { class: 'losses' }, remarks.map((remark) => h('li', {}, words(remark))))), line(at));
}

function meaning({ intent, confidence, entities }) {
  return [
    h('p', {}, h('code', {}, intent ?? 'no intent'), confidence !== undefined && h('small', {}, ` ${Math.round(confidence * 100)} % sure`)),
    entities && Object.keys(entities).length > 0 && json(entities),
  ];
}

/** Where it stands in the author's code. */
function line(at) {
  return at && h('button', { type: 'button', class: 'source', title: 'Copy', click: () => copy(at, at) }, at);
}

/** A text in which what stands between backticks is code. */
export function words(text) {
  return (text ?? '').split('`').map((piece, at) => (at % 2 ? h('code', {}, piece) : piece));
}

function plain(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
