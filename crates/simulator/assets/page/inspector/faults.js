// What is to go wrong next.

import { post } from '../api.js';
import { h, put } from '../dom.js';
import { mark } from '../icons.js';
import { platformName } from '../names.js';
import { note } from '../note.js';
import { on, state } from '../state.js';

const CALLS = [
  ['429, wait 3 s', { fault: 'too_many', seconds: 3 }],
  ['500', { fault: 'server_error', status: 500 }],
  ['503', { fault: 'server_error', status: 503 }],
  ['Done, but no answer', { fault: 'no_answer' }],
  ['Connection breaks', { fault: 'reset' }],
  ['2 s late', { fault: 'slow', millis: 2000 }],
];
const WEBHOOKS = [
  ['Delivered twice', { fault: 'redelivery' }],
  ['After the next one', { fault: 'reordering' }],
];

export function faults(place) {
  const all = h('div', {});
  place.append(h('p', { class: 'hint' }, 'A press lets the next call of the bot, or the next webhook to it, go wrong once. What the bot makes of it shows in the turns and on the wire.'), all);
  on('all', () => put(all, state.platforms.map(group)));
}

function group(platform) {
  return h('section', { class: 'part' }, h('h3', {}, mark(platform), platformName(platform)),
    row('Next call', platform, CALLS), row('Next webhook', platform, WEBHOOKS));
}

function row(title, platform, list) {
  return h('div', { class: 'buttons', role: 'group', 'aria-label': `${title} on ${platformName(platform)}` }, h('small', {}, title),
    list.map(([words, fault]) => h('button', { type: 'button', class: 'plain', click: () => order(platform, words, fault) }, words)));
}

async function order(platform, words, fault) {
  if (await post('/api/fault', { platform, ...fault })) note(`${platformName(platform)}: ${words}, next time`);
}
