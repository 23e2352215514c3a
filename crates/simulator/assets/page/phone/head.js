// What stands above a chat, as the platform has it.

import { h, put } from '../dom.js';
import { icon } from '../icons.js';
import { initials } from '../names.js';
import { chatMenu } from './chat_menu.js';

const SUBTITLES = { messenger: 'Active now', whatsapp: 'online', telegram: 'bot' };
const BUTTONS = { messenger: ['phone', 'video'], whatsapp: ['video', 'phone'], telegram: [] };

export function head(place, chat, chats, choose) {
  const { platform } = place;
  const writes = chat.typing && platform !== 'messenger';
  const subtitle = chat.blocked ? 'blocked' : writes ? 'typing…' : chat.group ? 'group' : SUBTITLES[platform];
  const name = h('div', { class: 'name' }, h('strong', {}, chat.title || 'Bot'), h('small', { class: writes ? 'writes' : null }, subtitle));
  const bar = h('header', { class: 'head' },
    h('span', { class: 'glyph', 'aria-hidden': 'true' }, icon('back')),
    avatar(chat.title), name,
    BUTTONS[platform]?.map((glyph) => h('span', { class: 'glyph', 'aria-hidden': 'true' }, icon(glyph))),
    h('button', { type: 'button', class: 'glyph', 'aria-label': 'More', 'aria-haspopup': 'dialog', click: () => chatMenu(place, chat) },
      icon(platform === 'messenger' ? 'info' : 'more')));
  return [bar, chats.length > 1 && tabs(place, chats, choose)];
}

/** The round picture of a bot or group. */
export function avatar(title) {
  return h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(title || 'Bot'));
}

function tabs(place, chats, choose) {
  const tab = ({ id, title }) => h('button', { type: 'button', 'aria-pressed': `${id === place.chat}`, click: () => choose(id) }, title || id);
  return put(h('div', { class: 'chats', role: 'group', 'aria-label': 'Chat' }), chats.map(tab));
}
