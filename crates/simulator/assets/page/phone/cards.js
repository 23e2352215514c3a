// Cards that lie side by side, to be swiped or turned with arrows.

import { h, link } from '../dom.js';
import { icon } from '../icons.js';
import { picture } from './attached.js';
import { choice } from './choice.js';
import { plain, text } from './text.js';

export function cards(place, all) {
  const row = h('div', { class: 'cards', tabindex: 0, role: 'group', 'aria-label': `${all.length} cards` }, all.map((card) => draw(place, card)));
  if (all.length === 1) return row;
  const turn = (by) => () => row.scrollBy({ left: by * (row.firstElementChild.offsetWidth + 8) });
  const before = h('button', { type: 'button', class: 'arrow before', 'aria-label': 'Card before', click: turn(-1) }, icon('back'));
  const after = h('button', { type: 'button', class: 'arrow after', 'aria-label': 'Next card', click: turn(1) }, icon('next'));
  row.addEventListener('scroll', ends, { passive: true });
  new ResizeObserver(ends).observe(row);
  return h('div', { class: 'carousel' }, row, before, after);

  function ends() {
    before.disabled = row.scrollLeft < 4;
    after.disabled = row.scrollLeft > row.scrollWidth - row.clientWidth - 4;
  }
}

function draw(place, card) {
  const top = [card.image && picture(card.image, plain(card.title)),
    h('div', { class: 'words' }, h('strong', {}, text(card.title)), card.subtitle.length > 0 && h('span', {}, text(card.subtitle)))];
  return h('section', { class: 'card' },
    card.link ? link(card.link, { class: 'top' }, top) : h('div', { class: 'top' }, top),
    card.buttons.length > 0 && h('div', { class: 'keyboard' }, card.buttons.map((one) => h('div', { class: 'keys' }, choice(place, one)))));
}
