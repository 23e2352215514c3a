// JSON, laid out and coloured.

import { h } from '../dom.js';

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;
const LONGEST = 20_000;

export function json(value) {
  const whole = JSON.stringify(value, null, 2) ?? 'null';
  const text = whole.length > LONGEST ? `${whole.slice(0, LONGEST)}\n…` : whole;
  const pieces = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    pieces.push(text.slice(end, match.index));
    const [all, string, colon] = match;
    const kind = string ? (colon ? 'name' : 'string') : match[3] ? 'word' : 'number';
    pieces.push(h('span', { class: `json-${kind}` }, string && colon ? string : all), string && colon ? colon : '');
    end = match.index + all.length;
  }
  pieces.push(text.slice(end));
  return h('pre', { class: 'json', tabindex: 0 }, pieces);
}
