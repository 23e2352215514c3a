// The list that a button opens: one row is chosen, then sent.

import { h, put } from '../dom.js';
import { press } from './choice.js';
import { sheet } from './sheet.js';
import { text } from './text.js';

export function openList(place, list) {
  sheet(place, list.button, (close) => {
    let chosen = null;
    const send = h('button', { type: 'button', class: 'send', disabled: true, click: sent }, 'Send');
    const sections = list.sections.map((section) => h('fieldset', {},
      section.title.length > 0 && h('legend', {}, text(section.title)), section.rows.map(row)));
    return put(h('div', { class: 'choose' }), sections, h('div', { class: 'end' }, send));

    function row(one) {
      const radio = h('input', { type: 'radio', name: 'row', change: () => choose(one), dblclick: sent });
      return h('label', { class: 'row' }, h('span', {}, one.title, one.description && h('small', {}, one.description)), radio);
    }

    function choose(one) {
      chosen = one;
      send.disabled = false;
    }

    function sent() {
      if (!chosen) return;
      close();
      press(place, chosen);
    }
  });
}
