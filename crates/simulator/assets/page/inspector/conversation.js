// The conversation as a whole: put into another state, begun anew, kept as a script.

import { post } from '../api.js';
import { h, put } from '../dom.js';
import { icon } from '../icons.js';
import { platformName } from '../names.js';
import { note } from '../note.js';
import { me, on, state } from '../state.js';

export function conversation(place) {
  const platform = h('select', { name: 'platform' });
  const context = h('input', { name: 'context', autocomplete: 'off', placeholder: 'as it is' });
  const session = h('textarea', { name: 'session', rows: 4, spellcheck: 'false', placeholder: 'as it is, or JSON such as {"clicks": 41}' });
  const script = h('a', { class: 'plain', download: '' }, icon('save'), h('span', {}, 'Save as script'));
  place.append(
    h('form', { class: 'stacked', submit: jump },
      h('h3', {}, 'Jump to a state'),
      h('label', {}, 'Platform', platform), h('label', {}, 'Context', context), h('label', {}, 'Session', session),
      h('button', { type: 'submit', class: 'plain accent' }, 'Jump')),
    h('div', { class: 'part' }, h('h3', {}, 'Keep as a test'), h('p', { class: 'hint' }, 'What was said and pressed here, as a script that runs under test on all platforms.'), script),
    h('div', { class: 'part' }, h('h3', {}, 'Begin anew'), h('p', { class: 'hint' }, 'Every conversation is forgotten, on the phones and by the bot.'),
      h('button', { type: 'button', class: 'plain danger', click: reset }, 'Reset everything')));
  on('all', () => put(platform, state.platforms.map((name) => h('option', { value: name }, platformName(name)))));
  on('people', () => {
    if (!state.person) return;
    script.href = `/api/script/${encodeURIComponent(state.person)}`;
    script.download = `${state.person}.chat`;
  });

  async function jump(event) {
    event.preventDefault();
    let values = null;
    try {
      values = session.value.trim() ? JSON.parse(session.value) : null;
    } catch (error) {
      note(`The session is no JSON: ${error.message}`, 'trouble');
      session.focus();
      return;
    }
    const body = { platform: platform.value, person: state.person, context: context.value.trim() || null, session: values };
    if (await post('/api/conversation', body)) note(`${me()?.name}'s conversation is there now`);
  }

  async function reset() {
    if (!confirm('Forget every conversation, on the phones and in the bot?')) return;
    if (await post('/api/reset', {}, { ends: true })) note('Everything begins anew');
  }
}
