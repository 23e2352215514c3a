// What stands below a chat: where one writes, and everything that can be pressed instead.

import { act } from '../api.js';
import { h, put } from '../dom.js';
import { icon } from '../icons.js';
import { choice, press } from './choice.js';
import { offers } from './offers.js';
import { ownFile } from './own_file.js';
import { share } from './share.js';
import { entry, sheet } from './sheet.js';
import { plain } from './text.js';

const PLACEHOLDERS = { messenger: 'Aa', whatsapp: 'Message', telegram: 'Message' };

export function composer(place) {
  const { platform } = place;
  const input = h('input', { name: 'text', autocomplete: 'off', 'aria-label': `Write on ${platform}`, input: typed });
  const menu = h('button', { type: 'button', class: 'menu', 'aria-haspopup': 'dialog', click: openMenu });
  const keys = h('button', { type: 'button', class: 'glyph keys-switch', 'aria-label': 'Keyboard of the bot', click: turnKeyboard }, icon('keyboard'));
  const clip = h('button', { type: 'button', class: 'glyph clip', 'aria-label': 'Send something else', 'aria-haspopup': 'dialog', click: openShare },
    icon(platform === 'messenger' ? 'plus' : 'clip'));
  const send = h('button', { type: 'submit', class: 'glyph submit' });
  const context = h('div', { class: 'context' });
  const before = h('div', { class: 'before' });
  const own = ownFile(place, () => input.value.trim(), emptied);
  const form = h('form', { class: 'write', submit: say }, menu, clip, own.element, h('div', { class: 'field' }, input, keys), send);
  const closed = h('div', { class: 'closed' });
  const keyboard = h('div', { class: 'letters' });
  const element = h('footer', { class: 'foot' }, before, context, form, closed, keyboard);
  let chat = null;
  let answers = null;
  let folded = false;
  let drawn = '';
  typed();
  return { element, show, clear, compose, answer, sendFiles: own.send };

  function show(now) {
    const what = JSON.stringify([now.composer, now.blocked, now.id, now.bubbles.length === 0]);
    chat = now;
    if (what === drawn) return;
    drawn = what;
    draw();
  }

  function draw() {
    const has = chat.composer;
    // On WhatsApp people can write from the beginning.
    const shut = chat.blocked || has.closed || (has.start && platform !== 'whatsapp');
    offers(place, before, chat);
    form.hidden = Boolean(shut);
    put(closed, chat.blocked ? unblock() : has.closed ? h('p', {}, has.closed) : has.start ? choice(place, has.start, { class: 'start' }) : null);
    input.placeholder = has.placeholder || PLACEHOLDERS[platform] || 'Write';
    const entries = has.menu.length + has.commands.length;
    menu.hidden = entries === 0;
    menu.setAttribute('aria-label', has.menu.length ? 'Menu' : 'Menu of commands');
    put(menu, icon('menu'), platform === 'telegram' && h('span', {}, 'Menu'));
    keys.hidden = !has.keyboard;
    put(keyboard, has.keyboard && !folded && !shut
      ? has.keyboard.rows.map((row) => h('div', { class: 'keys' }, row.map((one) => choice(place, one, { class: 'letter' })))) : null);
  }

  function unblock() {
    return h('button', { type: 'button', class: 'start', click: () => act(place, { type: 'unblock' }) }, 'Unblock');
  }

  function clear() {
    drawn = '';
    folded = false;
    input.value = '';
    leave();
    typed();
  }

  function typed() {
    const empty = input.value.trim() === '';
    const rest = platform === 'messenger' ? 'thumb' : 'mic';
    send.setAttribute('aria-label', empty ? (platform === 'messenger' ? 'Send a thumb up' : 'Send a voice message') : 'Send');
    send.classList.toggle('ready', !empty);
    put(send, icon(empty ? rest : 'send', !empty || platform === 'messenger'));
  }

  async function say(event) {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) {
      if (platform === 'messenger') act(place, { type: 'say', text: '👍' });
      else act(place, { type: 'send_media', kind: 'audio', name: 'voice.ogg' });
      return;
    }
    const to = answers;
    input.value = '';
    leave();
    typed();
    const what = to?.how === 'edit' ? { type: 'edit', bubble: to.bubble.id, text } : { type: 'say', text, quotes: to?.bubble.id ?? null };
    if (!(await act(place, what)) && !input.value) compose(text);
  }

  function compose(text) {
    input.value = text;
    typed();
    input.focus();
  }

  /** The next text answers a message, or takes its place. */
  function answer(bubble, how) {
    answers = { bubble, how };
    put(context, icon(how === 'edit' ? 'edit' : 'reply'),
      h('span', {}, h('strong', {}, how === 'edit' ? 'Edit' : 'Reply'), h('small', {}, plain(bubble.text) || 'a message')),
      h('button', { type: 'button', class: 'glyph', 'aria-label': 'Leave it', click: leave }, icon('close')));
    if (how === 'edit') input.value = plain(bubble.text);
    typed();
    input.focus();
  }

  function leave() {
    if (answers?.how === 'edit') input.value = '';
    answers = null;
    put(context);
    typed();
  }

  function turnKeyboard() {
    folded = !folded;
    draw();
  }

  function openShare() {
    share(place, input.value.trim(), emptied, own.choose);
  }

  function emptied() {
    input.value = '';
    typed();
  }

  function openMenu() {
    const { menu: entries, commands } = chat.composer;
    sheet(place, entries.length ? 'Menu' : 'Commands', (close) => [
      entries.map((one) => choice(place, one, { class: 'entry', then: close })),
      commands.map((one) => command(one, close)),
    ]);
  }

  function command(one, close) {
    const button = entry('next', [h('strong', {}, one.title), one.description && h('small', {}, one.description)], () => {
      close();
      press(place, one);
    });
    button.classList.add('command');
    return button;
  }
}
