// What can be done with a message.

import { act } from '../api.js';
import { h } from '../dom.js';
import { copy } from '../note.js';
import { entry, sheet } from './sheet.js';
import { plain } from './text.js';

const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

export function bubbleMenu(place, message, own) {
  sheet(place, 'Message', (close) => {
    const words = plain(message.text);
    const after = (what) => () => {
      close();
      what();
    };
    const react = (emoji) => {
      const there = message.reactions.includes(emoji);
      const set = () => act(place, { type: 'react', bubble: message.id, emoji: there ? null : emoji });
      return h('button', { type: 'button', class: 'emoji', 'aria-pressed': `${there}`, 'aria-label': `React with ${emoji}`, click: after(set) }, emoji);
    };
    return [
      h('div', { class: 'emojis' }, EMOJIS.map(react)),
      entry('reply', 'Reply', after(() => place.answer(message, 'quote'))),
      own && entry('edit', 'Edit', after(() => place.answer(message, 'edit'))),
      words && entry('copy', 'Copy text', after(() => copy(words, 'Text'))),
    ];
  });
}
