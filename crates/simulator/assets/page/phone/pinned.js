// The message that stands above all others.

import { h } from '../dom.js';
import { icon } from '../icons.js';
import { plain } from './text.js';

export function pinned(place, chat) {
  const bubble = chat.bubbles.findLast((bubble) => bubble.pinned);
  if (!bubble) return null;
  const find = () => place.screen.querySelector(`[data-bubble="${CSS.escape(bubble.id)}"]`)?.scrollIntoView({ block: 'center' });
  return h('button', { type: 'button', class: 'pinned', click: find },
    h('span', {}, h('strong', {}, 'Pinned message'), h('small', {}, plain(bubble.text) || 'A message')), icon('pin'));
}
