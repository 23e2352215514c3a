// One message.

import { h, styled } from '../dom.js';
import { icon, ticks } from '../icons.js';
import { state } from '../state.js';
import { clock } from '../time.js';
import { attached } from './attached.js';
import { bubbleMenu } from './bubble_menu.js';
import { cards } from './cards.js';
import { choice } from './choice.js';
import { avatar } from './head.js';
import { openList } from './list_sheet.js';
import { isEmoji, plain, text } from './text.js';

export function bubble(place, chat, message, edges, quoted) {
  if (message.notice) return h('p', { class: 'notice', 'data-bubble': message.id }, h('span', {}, text(message.text)));
  const own = message.from === place.person;
  const author = !own && message.from ? state.people.find(({ id }) => id === message.from)?.name ?? message.from : null;
  const bare = isBare(message);
  const says = message.text.length > 0 || message.header.length > 0;
  const body = h('div', { class: `bubble${bare ? ' bare' : ''}` },
    author && chat.group && edges.first && styled(h('strong', { class: 'author' }, author), { '--hue': `${author.length * 67}` }),
    quoted && h('div', { class: 'quoted' }, h('strong', {}, quoted.from ? nameOf(quoted.from) : chat.title), h('span', {}, plain(quoted.text) || 'a message')),
    message.attached.map(attached),
    message.header.length > 0 && h('div', { class: 'header' }, text(message.header)),
    says && h('div', { class: 'text' }, text(message.text), h('span', { class: 'room', 'aria-hidden': 'true' })),
    message.footer.length > 0 && h('div', { class: 'footer' }, text(message.footer)),
    meta(message, own));
  const more = h('button', {
    type: 'button', class: 'more', 'aria-label': `More about: ${plain(message.text).slice(0, 40) || 'this message'}`, 'aria-haspopup': 'dialog',
    click: () => bubbleMenu(place, message, own),
  }, icon('smile'));
  return h('div', { class: `said ${own ? 'own' : 'theirs'}${edges.first ? ' first' : ''}${edges.last ? ' last' : ''}`, 'data-bubble': message.id },
    !own && edges.last && avatar(author ?? chat.title),
    h('div', { class: 'stack' },
      isEmpty(message) ? null : h('div', { class: 'line' }, body, more),
      message.reactions.length > 0 && h('div', { class: 'reactions', 'aria-label': 'Reactions' }, message.reactions.map((emoji) => h('span', {}, emoji))),
      keyboard(place, message), message.list && opener(place, message.list),
      message.cards.length > 0 && cards(place, message.cards)));
}

/** Three dots, while the bot seems to be writing. */
export function writing(chat) {
  return h('div', { class: 'said theirs first last typing' }, avatar(chat.title),
    h('div', { class: 'stack' }, h('div', { class: 'bubble', role: 'img', 'aria-label': 'The bot is writing' }, h('i'), h('i'), h('i'))));
}

function keyboard(place, message) {
  if (!message.buttons.length) return null;
  return h('div', { class: 'keyboard' }, message.buttons.map((row) => h('div', { class: 'keys' }, row.map((one) => choice(place, one)))));
}

function opener(place, list) {
  return h('div', { class: 'keyboard' }, h('div', { class: 'keys' },
    h('button', { type: 'button', class: 'choice opens', 'aria-haspopup': 'dialog', click: () => openList(place, list) }, icon('list'), list.button)));
}

function meta(message, own) {
  return h('span', { class: 'meta' }, message.pinned && icon('pin'), message.edited && h('span', {}, 'edited'),
    h('time', { datetime: message.at }, clock(message.at)), own && ticks(message.ticks));
}

/** Nothing but cards, which have no bubble of their own. */
function isEmpty(message) {
  return message.cards.length > 0 && !message.text.length && !message.attached.length && !message.header.length;
}

/** A sticker or some emojis, which stand without a bubble. */
function isBare(message) {
  const sticker = message.attached.length === 1 && message.attached[0].media === 'sticker';
  return !message.header.length && (sticker || (!message.attached.length && isEmoji(message.text)));
}

function nameOf(person) {
  return state.people.find(({ id }) => id === person)?.name ?? person;
}
