// One place to write that says the same on all phones.

import { act } from './api.js';
import { h, put } from './dom.js';
import { icon, mark } from './icons.js';
import { chats, me, on, state } from './state.js';

export function everyone(place) {
  const input = h('input', {
    name: 'text', autocomplete: 'off', 'aria-label': 'Say the same on all phones', placeholder: 'On all phones…',
  });
  const marks = h('span', { class: 'marks', 'aria-hidden': 'true' });
  put(place, h('form', { class: 'everyone', submit: say }, marks, input,
    h('button', { type: 'button', class: 'plain', click: start, title: 'Begin the conversation on all phones' }, 'Start'),
    h('button', { type: 'submit', class: 'round accent', 'aria-label': 'Say it' }, icon('up'))));
  on('all', () => put(marks, state.platforms.map(mark)));
  on('people', () => {
    const name = me()?.name;
    if (name) input.placeholder = `${name}, on all phones…`;
  });

  function say(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = '';
    onAll({ type: 'say', text });
  }

  function start() {
    onAll({ type: 'start' });
  }
}

function onAll(what) {
  for (const platform of state.platforms) {
    act({ platform, person: state.person, chat: chats(platform)[0]?.id }, what);
  }
}
