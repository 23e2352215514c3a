// One question on a phone.

import { h } from '../dom.js';
import { sheet } from './sheet.js';

/** Asks for a text, and calls `then` with it. */
export function askFor(place, title, label, example, then) {
  sheet(place, title, (close) => {
    const input = h('input', { name: 'value', placeholder: example, autocomplete: 'off', autofocus: true });
    const submit = (event) => {
      event.preventDefault();
      if (!input.value.trim()) return;
      close();
      then(input.value.trim());
    };
    return h('form', { class: 'ask', submit }, h('label', {}, label, input), h('button', { type: 'submit', class: 'send' }, 'Go'));
  });
}
