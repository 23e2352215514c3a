// Dark and light.

import { h, put } from './dom.js';
import { icon } from './icons.js';
import { keep, kept } from './kept.js';

const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
const ICONS = { auto: 'auto', light: 'sun', dark: 'moon' };

/** The button that goes round: as the system has it, light, dark. */
export function themeSwitch() {
  let theme = kept('theme', 'auto');
  const button = h('button', { type: 'button', class: 'round', click: turn });
  show();
  return button;

  function turn() {
    theme = NEXT[theme] ?? 'auto';
    keep('theme', theme);
    show();
  }

  function show() {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.setAttribute('aria-label', `Theme: ${theme}`);
    button.title = `Theme: ${theme}`;
    put(button, icon(ICONS[theme] ?? 'auto'));
  }
}
