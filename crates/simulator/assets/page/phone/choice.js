// What can be pressed, and what a press does.

import { act } from '../api.js';
import { h, link, safe } from '../dom.js';
import { icon } from '../icons.js';
import { copy, note } from '../note.js';
import { sharePlace } from './share.js';

const ICONS = {
  open: 'outside', copy: 'copy', call: 'phone', share_location: 'place', share_contact: 'person',
};

/** A button, or a link if it leads to a page. */
export function choice(place, one, { class: name = 'choice', then } = {}) {
  const style = one.style ? ` ${one.style}` : '';
  const inside = [
    h('span', { class: 'label' }, h('span', {}, one.title), one.description && h('small', {}, one.description)),
    ICONS[one.does] && icon(ICONS[one.does]),
  ];
  const attributes = { class: `${name} ${one.does}${style}` };
  if (one.does === 'open' && safe(one.url)) return link(one.url, { ...attributes, title: one.url }, inside);
  return h('button', { ...attributes, type: 'button', click: pressed }, inside);

  function pressed() {
    then?.();
    press(place, one);
  }
}

/** Presses it. */
export function press(place, one) {
  switch (one.does) {
    case 'open': return note(`This is no address of a page: ${one.url}`, 'trouble');
    case 'copy': return copy(one.text, `“${one.text}”`);
    case 'call': return note(`A phone would call ${one.phone} now`);
    case 'share_location': return sharePlace(place);
    case 'share_contact': return act(place, { type: 'send_contact' });
    case 'compose': return place.compose(one.text);
    default: return act(place, { type: 'press', key: one.key });
  }
}
