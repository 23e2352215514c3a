// The bubbles of a chat. Only what changed is drawn again, and who reads further up stays there.

import { h, put } from '../dom.js';
import { icon } from '../icons.js';
import { now } from '../state.js';
import { day } from '../time.js';
import { bubble, writing } from './bubble.js';
import { avatar } from './head.js';

const NEAR = 60;

export function log(place) {
  const list = h('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': 'Messages', tabindex: 0 });
  const element = h('div', { class: 'wall' }, list);
  let drawn = new Map();
  let count = 0;
  let low = true;
  let height = 0;
  list.addEventListener('scroll', scrolled, { passive: true });
  new ResizeObserver(resized).observe(list);
  return { element, show, clear, seen };

  function clear() {
    drawn = new Map();
    count = 0;
    put(list);
    list.scrollTop = 0;
  }

  function show(chat) {
    const first = drawn.size === 0;
    const old = drawn;
    drawn = new Map();
    const wanted = rows(place, chat).map(([key, what, draw]) => {
      const json = JSON.stringify(what);
      const same = old.get(key);
      const row = same?.json === json ? same.row : carry(same?.row, draw());
      drawn.set(key, { json, row });
      return row;
    });
    arrange(list, wanted);
    if (low || first || (chat.bubbles.length > count && chat.bubbles.at(-1)?.from === place.person)) seen();
    count = chat.bubbles.length;
  }

  /** Scrolls to what came last. */
  function seen() {
    list.scrollTop = list.scrollHeight;
    low = true;
  }

  function scrolled() {
    if (list.clientHeight === height) low = isLow();
  }

  /** A keyboard that opens below takes room away: what came last stays in sight. */
  function resized() {
    height = list.clientHeight;
    if (low) seen();
  }

  function isLow() {
    return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  }
}

/** A row that is drawn anew keeps the focus and the place of its cards. */
function carry(old, row) {
  const swiped = old?.querySelector('.cards')?.scrollLeft;
  if (swiped) queueMicrotask(() => row.querySelector('.cards')?.scrollTo({ left: swiped, behavior: 'instant' }));
  if (old) row.classList.add('still');
  if (old?.contains(document.activeElement)) {
    const at = [...old.querySelectorAll('a, button')].indexOf(document.activeElement);
    queueMicrotask(() => row.querySelectorAll('a, button')[at]?.focus());
  }
  return row;
}

/** Puts rows in their order, and moves none that stands right. */
function arrange(list, rows) {
  const wanted = new Set(rows);
  for (const row of [...list.children]) if (!wanted.has(row)) row.remove();
  rows.forEach((row, at) => {
    if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
  });
}

/** What is drawn, in order: a key, what it depends on, and how it is drawn. */
function rows(place, chat) {
  const all = [['intro', [chat.title, chat.composer.greeting, chat.bubbles.length === 0], () => intro(place, chat)]];
  let before = null;
  chat.bubbles.forEach((message, at) => {
    const date = day(message.at, now());
    if (!before || date !== day(before.at, now())) all.push([`day ${date}`, date, () => h('p', { class: 'day' }, h('span', {}, date))]);
    const next = chat.bubbles[at + 1];
    const edges = { first: !joins(before, message), last: !joins(message, next) };
    const quoted = message.quotes && chat.bubbles.find(({ id }) => id === message.quotes);
    all.push([message.id, [message, edges, quoted?.text, place.person, chat.title], () => bubble(place, chat, message, edges, quoted)]);
    before = message;
  });
  if (chat.typing) all.push(['typing', true, () => writing(chat)]);
  return all;
}

/** Whether two messages hang together. */
function joins(one, other) {
  return Boolean(one && other && one.from === other.from && !one.notice && !other.notice && !one.buttons.length
    && Date.parse(other.at) - Date.parse(one.at) < 300_000);
}

/** What a chat begins with. */
function intro(place, chat) {
  const { platform } = place;
  if (platform === 'whatsapp') {
    return h('p', { class: 'intro' }, icon('lock'), ' Nothing in this chat leaves this machine. WhatsApp itself never hears of it.');
  }
  if (platform === 'telegram' && chat.bubbles.length) return h('p', { class: 'intro none' });
  const greeting = chat.composer.greeting;
  return h('div', { class: 'intro' }, avatar(chat.title), h('strong', {}, chat.title || 'Bot'),
    h('small', {}, greeting || (platform === 'telegram' ? 'What can this bot do? Press the button below and see.' : 'Simulated on this machine')));
}
