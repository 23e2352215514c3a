// What can be sent besides text.

import { act } from '../api.js';
import { h } from '../dom.js';
import { entry, sheet } from './sheet.js';

const FILES = [
  ['image', 'image', 'Photo', 'photo.jpg'],
  ['video', 'video', 'Video', 'film.mp4'],
  ['mic', 'audio', 'Voice', 'voice.ogg'],
  ['document', 'document', 'Document', 'invoice.pdf'],
  ['sticker', 'sticker', 'Sticker', 'sticker.webp'],
];

const PLACES = [
  ['Madrid', 40.4168, -3.7038],
  ['São Paulo', -23.5505, -46.6333],
  ['Nairobi', -1.2864, 36.8172],
];

/** The sheet behind the paper clip. */
export function share(place, caption, sent, choose) {
  sheet(place, 'Send', (close) => {
    const after = (what) => () => {
      close();
      what();
    };
    const media = (kind, name) => after(async () => {
      if (await act(place, { type: 'send_media', kind, name, caption: caption || null })) sent();
    });
    return [
      caption && h('p', { class: 'facts' }, `With “${caption}” below`),
      entry('up', 'A file of your own…', after(choose)),
      FILES.map(([glyph, kind, words, name]) => entry(glyph, words, media(kind, name))),
      entry('place', 'Location', after(() => sharePlace(place))),
      entry('person', 'My contact', after(() => act(place, { type: 'send_contact' }))),
    ];
  });
}

/** The sheet that asks where one is. */
export function sharePlace(place) {
  sheet(place, 'Send a location', (close) => {
    const send = (latitude, longitude) => {
      close();
      act(place, { type: 'send_location', latitude, longitude });
    };
    const [north, east] = [degrees('north', 90, '48.8584'), degrees('east', 180, '2.2945')];
    const submit = (event) => {
      event.preventDefault();
      send(Number(north.value), Number(east.value));
    };
    return [
      PLACES.map(([name, latitude, longitude]) => entry('place', name, () => send(latitude, longitude))),
      h('form', { class: 'ask two', submit }, h('label', {}, 'Degrees north', north), h('label', {}, 'Degrees east', east),
        h('button', { type: 'submit', class: 'send' }, 'Send')),
    ];
  });
}

function degrees(name, most, value) {
  return h('input', { name, type: 'number', step: 'any', min: -most, max: most, required: true, value });
}
