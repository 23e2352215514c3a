// What stands beside the phones: what the bot did, and why.

import { h, put } from '../dom.js';
import { keep, kept } from '../kept.js';
import { clock } from './clock.js';
import { conversation } from './conversation.js';
import { faults } from './faults.js';
import { queues } from './queues.js';
import { turns } from './turns.js';
import { wire } from './wire.js';

const TABS = { Turns: turns, Wire: wire, Queues: queues, Faults: faults, Clock: clock, State: conversation };

export function inspector(place) {
  const names = Object.keys(TABS);
  const panels = names.map((name) => h('div', { class: 'panel', role: 'tabpanel', id: `panel-${name}`, 'aria-labelledby': `tab-${name}`, tabindex: 0 }));
  const buttons = names.map((name) => h('button', {
    type: 'button', role: 'tab', id: `tab-${name}`, 'aria-controls': `panel-${name}`, click: () => open(name),
  }, name));
  const opened = names.map((name, at) => TABS[name](panels[at]));
  put(place, h('h2', { class: 'unseen' }, 'Inspector'), h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Inspector', keydown: move }, buttons), panels);
  open(names.includes(kept('tab')) ? kept('tab') : names[0]);

  function open(name) {
    keep('tab', name);
    names.forEach((other, at) => {
      const chosen = other === name;
      panels[at].hidden = !chosen;
      buttons[at].setAttribute('aria-selected', `${chosen}`);
      buttons[at].tabIndex = chosen ? 0 : -1;
      if (chosen) opened[at]?.();
    });
  }

  function move(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const at = (buttons.indexOf(document.activeElement) + by + names.length) % names.length;
    open(names[at]);
    buttons[at].focus();
  }
}
