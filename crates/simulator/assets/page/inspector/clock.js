// The time on the phones and for the bot.

import { post } from '../api.js';
import { h, put } from '../dom.js';
import { note } from '../note.js';
import { now, on, state } from '../state.js';
import { full } from '../time.js';

const STEPS = [['1 minute', 60], ['10 minutes', 600], ['1 hour', 3600], ['1 day', 86_400], ['3 days', 3 * 86_400]];

export function clock(place) {
  const time = h('p', { class: 'big-time' });
  const ahead = h('p', { class: 'hint' });
  const minutes = h('input', { name: 'minutes', type: 'number', min: 1, max: 527_040, value: 90, 'aria-label': 'Minutes' });
  place.append(time, ahead,
    h('div', { class: 'buttons', role: 'group', 'aria-label': 'Turn the clock on' }, STEPS.map(([words, seconds]) => h('button', { type: 'button', class: 'plain', click: () => turn(words, seconds) }, `+ ${words}`))),
    h('form', { class: 'inline', submit: other }, minutes, h('span', {}, 'minutes'), h('button', { type: 'submit', class: 'plain' }, 'Turn on')),
    h('p', { class: 'hint' }, 'What waits for that time happens at once: time-outs, timers, the end of the 24 h window. The clock goes on from there.'));
  setInterval(tick, 1000);
  on('clock', tick);
  return tick;

  function tick() {
    if (place.hidden || !state.run) return;
    put(time, full(now()));
    put(ahead, distance(state.ahead));
  }

  function other(event) {
    event.preventDefault();
    turn(`${minutes.value} minutes`, Number(minutes.value) * 60);
  }
}

async function turn(words, seconds) {
  if (await post('/api/clock', { seconds })) note(`${words} later`);
}

function distance(millis) {
  const minutes = Math.round(millis / 60_000);
  if (minutes < 1) return 'as it is on this machine';
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  return `${[days && `${days} d`, hours && `${hours} h`, minutes % 60 && `${minutes % 60} min`].filter(Boolean).join(' ')} ahead of this machine`;
}
