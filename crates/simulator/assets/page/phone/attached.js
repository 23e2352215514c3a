// Pictures, films, sounds, documents, places and people's cards.

import { h, isHere, link, styled } from '../dom.js';
import { icon } from '../icons.js';
import { initials } from '../names.js';

const BARS = [5, 9, 14, 8, 16, 11, 6, 13, 18, 10, 7, 15, 12, 6, 9, 14, 8, 5, 11, 7];

export function attached(thing) {
  if (thing.kind === 'location') return map(thing);
  if (thing.kind === 'contact') return contact(thing);
  switch (thing.media) {
    case 'image': return picture(thing.url, thing.name);
    case 'video': return video(thing);
    case 'audio': return audio(thing);
    case 'sticker': return sticker(thing);
    default: return file(thing);
  }
}

/** A picture. One that lies elsewhere is not fetched: its place shows where it is. */
export function picture(url, name) {
  const otherwise = () => stands('image', url, name);
  if (!isHere(url)) return otherwise();
  return orElse(h('img', { class: 'picture', src: url, alt: name || 'picture' }), otherwise);
}

function video(thing) {
  const otherwise = () => stands('play', thing.url, thing.name);
  if (!isHere(thing.url)) return otherwise();
  return orElse(h('video', { class: 'picture', src: thing.url, controls: true, 'aria-label': thing.name || 'video' }), otherwise);
}

/** What people send here has a name and no content: then something else is shown. A picture of one pixel is none. */
function orElse(element, otherwise) {
  const give = () => element.replaceWith(otherwise());
  element.addEventListener('error', give);
  element.addEventListener('load', () => element.naturalWidth <= 1 && give());
  return element;
}

/** What stands where a picture would. */
function stands(glyph, url, name) {
  const words = name || (url && !isHere(url) ? url.split(/[?#]/)[0].split('/').pop() : '') || 'picture';
  const hue = [...words].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);
  const inside = [icon(glyph), h('span', {}, words)];
  const element = url && !isHere(url) ? link(url, { class: 'picture stands', title: `Open ${url}` }, inside) : h('span', { class: 'picture stands' }, inside);
  return styled(element, { '--hue': `${hue}` });
}

function audio(thing) {
  if (!isHere(thing.url)) return wave(thing);
  return orElse(h('audio', { class: 'sound', src: thing.url, controls: true, 'aria-label': thing.name || 'sound' }), () => wave(thing));
}

/** What stands where a sound would. */
function wave(thing) {
  const bars = BARS.map((height) => styled(h('i'), { '--height': `${height}px` }));
  return h('div', { class: 'audio', role: 'img', 'aria-label': `Sound: ${thing.name ?? 'voice'}` }, h('b', {}, icon('play', true)), h('span', { class: 'bars' }, bars), h('small', {}, '0:07'));
}

function sticker(thing) {
  const otherwise = () => elephant(thing);
  if (!isHere(thing.url)) return otherwise();
  return orElse(h('img', { class: 'sticker', src: thing.url, alt: thing.name || 'sticker' }), otherwise);
}

function elephant(thing) {
  return h('span', { class: 'sticker', role: 'img', 'aria-label': `Sticker: ${thing.name ?? ''}` }, h('span', {}, '🐘'));
}

function file(thing) {
  const name = thing.name || 'document';
  const kind = name.includes('.') ? name.split('.').pop().toUpperCase() : 'FILE';
  const inside = [h('b', { 'aria-hidden': 'true' }, icon('document')), h('span', {}, h('strong', {}, name), h('small', {}, kind))];
  if (isHere(thing.url)) return h('a', { class: 'file', href: thing.url, download: name }, inside);
  return thing.url ? link(thing.url, { class: 'file' }, inside) : h('div', { class: 'file' }, inside);
}

function map({ latitude, longitude, name, address }) {
  const at = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  const url = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=15/${latitude}/${longitude}`;
  return link(url, { class: 'map' },
    h('span', { class: 'ground' }, icon('place', true)),
    h('span', { class: 'words' }, h('strong', {}, name ?? 'Location'), h('small', {}, address ?? at)));
}

function contact({ name, phone }) {
  return h('div', { class: 'contact' }, h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(name)),
    h('span', {}, h('strong', {}, name), h('small', {}, phone)));
}
