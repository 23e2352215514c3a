// What can be done with a chat.

import { act } from '../api.js';
import { h } from '../dom.js';
import { now } from '../state.js';
import { clock, day } from '../time.js';
import { askFor } from './ask.js';
import { entry, sheet } from './sheet.js';

export function chatMenu(place, chat) {
  sheet(place, chat.title || 'Chat', (close) => {
    const after = (what) => () => {
      close();
      what();
    };
    const does = (type) => after(() => act(place, { type }));
    return [
      entry('link', 'Follow a deep link…', after(() => deepLink(place))),
      place.platform === 'telegram' && entry('search', 'Ask the bot from another chat…', after(() => elsewhere(place))),
      entry('eye', 'Read everything', does('read')),
      chat.blocked ? entry('check', 'Unblock', does('unblock')) : entry('block', 'Block', does('block')),
      h('p', { class: 'facts' }, h('span', {}, `Chat ${chat.id}`), chat.window && h('span', {}, freely(chat.window))),
    ];
  });
}

function deepLink(place) {
  askFor(place, 'Follow a deep link', 'Value of the link', 'spring_sale', (link) => act(place, { type: 'start', link }));
}

function elsewhere(place) {
  askFor(place, 'Ask from another chat', 'What stands after the bot’s name', 'pizza', (query) => act(place, { type: 'ask', query }));
}

function freely(window) {
  const until = `${day(window, now())}, ${clock(window)}`;
  return Date.parse(window) > now() ? `The bot may write freely until ${until}` : `The bot may write freely no more, since ${until}`;
}
