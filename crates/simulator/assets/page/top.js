// The bar above everything: the bot, the people, the light.

import { post } from './api.js';
import { h, put, styled } from './dom.js';
import { icon } from './icons.js';
import { initials } from './names.js';
import { lookAt, now, on, state } from './state.js';
import { themeSwitch } from './theme.js';
import { full } from './time.js';

const LATER = 1000;

export function top(place) {
  const bot = h('span', { class: 'bot' });
  const people = h('div', { class: 'people', role: 'group', 'aria-label': 'Whose phones' });
  const time = h('time', { class: 'time' });
  const connection = h('span', { class: 'connection', role: 'status' });
  put(
    place,
    h('div', { class: 'brand' }, h('img', { src: '/assets/icon.svg', alt: '', width: 30, height: 30 }),
      h('span', { class: 'word' }, 'Tertulia'), bot),
    people,
    h('div', { class: 'right' }, time, connection, themeSwitch()),
  );
  on('all', () => put(bot, state.bot));
  on('people', () => put(people, state.people.map(face), adder()));
  on('connection', () => {
    connection.dataset.on = state.connected;
    put(connection, state.connected ? 'live' : 'connecting…');
  });
  setInterval(tick, LATER);
  on('clock', tick);

  function tick() {
    if (state.run) put(time, full(now()));
  }
}

function face({ id, name, number }) {
  const picture = styled(h('span', { class: 'face', 'aria-hidden': 'true' }, initials(name)), { '--hue': `${number * 67}` });
  const attributes = { type: 'button', class: 'person', 'aria-pressed': `${id === state.person}`, click: () => lookAt(id) };
  return h('button', attributes, picture, name);
}

function adder() {
  const name = h('input', {
    name: 'person', placeholder: 'name', 'aria-label': 'Name of somebody new', maxlength: 24, autocomplete: 'off', size: 7,
    hidden: true,
  });
  const button = h('button', { type: 'submit', class: 'round small', 'aria-label': 'Add somebody', title: 'Add somebody' }, icon('plus'));
  return h('form', { class: 'adder', submit: add }, name, button);

  async function add(event) {
    event.preventDefault();
    if (name.hidden) {
      name.hidden = false;
      name.focus();
      return;
    }
    const id = name.value.trim().toLowerCase();
    if (!id) {
      name.hidden = true;
    } else if (await post('/api/meet', { id })) {
      lookAt(id);
    }
  }
}
