// What is offered above the place to write: quick replies, and questions to begin with.

import { h, put } from '../dom.js';
import { choice } from './choice.js';

export function offers(place, element, chat) {
  const { quick_replies: quick, ice_breakers: begin } = chat.composer;
  const row = (all, name, label) => all.length > 0
    && h('div', { class: name, role: 'group', 'aria-label': label, tabindex: 0 }, all.map((one) => choice(place, one, { class: 'chip' })));
  put(element, row(begin, 'breakers', 'To begin with'), row(quick, 'quick', 'Quick replies'));
}
