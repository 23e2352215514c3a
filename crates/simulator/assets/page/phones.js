// The phones side by side, or one of them with tabs where there is little room.

import { h, put } from './dom.js';
import { mark } from './icons.js';
import { platformName } from './names.js';
import { phone } from './phone/phone.js';
import { chats, on, state, turnTo } from './state.js';

export function phones(place) {
  const tabs = h('div', { class: 'tabs platforms', role: 'group', 'aria-label': 'Phone' });
  const row = h('div', { class: 'row' });
  put(place, tabs, row);
  let shown = new Map();
  on('all', () => {
    if ([...shown.keys()].join() !== state.platforms.join()) {
      shown = new Map(state.platforms.map((platform) => [platform, phone(platform)]));
      put(row, [...shown.values()].map(({ element }) => element));
    }
    turn();
  });
  on('phones', (platform) => {
    for (const [name, { show }] of shown) if (!platform || platform === name) show(state.person, chats(name));
  });
  on('shown', turn);

  function turn() {
    put(tabs, state.platforms.map(tab));
    for (const [name, { element }] of shown) element.classList.toggle('chosen', name === state.platform);
    for (const { seen } of shown.values()) seen();
  }

  function tab(platform) {
    const attributes = { type: 'button', 'aria-pressed': `${platform === state.platform}`, click: () => turnTo(platform) };
    return h('button', attributes, mark(platform), platformName(platform));
  }
}
