// What slides up from the bottom of a phone: lists, menus, questions. The browser keeps the focus in it, and Escape closes it.

import { h, put, styled } from '../dom.js';
import { icon } from '../icons.js';

/** Opens a sheet on a phone; `fill` gets the function that closes it. */
export function sheet(place, title, fill) {
  const dialog = h('dialog', { class: `sheet ${place.platform}`, 'aria-label': title });
  const close = () => dialog.close();
  put(dialog, h('div', { class: 'panel' },
    h('div', { class: 'top' }, h('strong', {}, title), h('button', { type: 'button', class: 'glyph', 'aria-label': 'Close', click: close }, icon('close'))),
    h('div', { class: 'inside' }, fill(close))));
  dialog.addEventListener('click', (event) => event.target === dialog && close());
  const fit = () => cover(dialog, place.screen);
  dialog.addEventListener('close', () => {
    dialog.remove();
    removeEventListener('resize', fit);
    removeEventListener('scroll', fit, true);
  });
  addEventListener('resize', fit);
  addEventListener('scroll', fit, true);
  document.body.append(dialog);
  fit();
  dialog.showModal();
  return dialog;
}

/** A row of a sheet. */
export function entry(glyph, words, click) {
  return h('button', { type: 'button', class: 'entry', click }, icon(glyph), h('span', {}, words));
}

/** Lays the sheet over the phone's screen, and over nothing else. */
function cover(dialog, screen) {
  const { left, top, width, height } = screen.getBoundingClientRect();
  styled(dialog, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
}
