// One phone: what stands above the chat, the chat, and what stands below.

import { h, put } from '../dom.js';
import { platformName } from '../names.js';
import { now } from '../state.js';
import { clock } from '../time.js';
import { log } from './log.js';
import { composer } from './composer.js';
import { head } from './head.js';
import { takesFiles } from './own_file.js';
import { pinned } from './pinned.js';

const LATER = 5000;

export function phone(platform) {
  const time = h('span', {}, '');
  const status = h('div', { class: 'status', 'aria-hidden': 'true' }, time, h('i', { class: 'island' }), h('i', { class: 'battery' }));
  const above = h('div', { class: 'above' });
  const screen = h('div', { class: 'screen' });
  const element = h('article', { class: `phone ${platform}`, 'data-platform': platform, 'aria-label': platformName(platform) }, screen);
  const place = { platform, person: null, chat: undefined, screen, compose, answer };
  const bubbles = log(place);
  const below = composer(place);
  put(screen, status, above, bubbles.element, below.element);
  takesFiles(screen, below.sendFiles);
  const chosen = new Map();
  let last = [];
  setInterval(tick, LATER);
  tick();
  return { element, show, seen: bubbles.seen };

  function show(person, chats) {
    last = chats;
    const chat = chats.find(({ id }) => id === chosen.get(person)) ?? chats[0];
    if (person !== place.person || chat?.id !== place.chat) {
      Object.assign(place, { person, chat: chat?.id });
      bubbles.clear();
      below.clear();
    }
    if (!chat) {
      put(above, head(place, { title: platformName(platform) }, []));
      return;
    }
    refill(above, JSON.stringify([person, chat.title, chat.typing, chat.blocked, chat.window, chats.map(({ id, title }) => [id, title]), chat.bubbles.filter((bubble) => bubble.pinned)]),
      () => [head(place, chat, chats, choose), pinned(place, chat)]);
    bubbles.show(chat);
    below.show(chat);
  }

  function choose(id) {
    chosen.set(place.person, id);
    show(place.person, last);
  }

  function tick() {
    put(time, clock(now()));
  }

  function compose(text) {
    below.compose(text);
  }

  function answer(bubble, how) {
    below.answer(bubble, how);
  }
}

/** Draws again only what is not the same, so that nothing loses the focus. */
function refill(element, what, draw) {
  if (element.drawn === what) return;
  element.drawn = what;
  put(element, draw());
}
