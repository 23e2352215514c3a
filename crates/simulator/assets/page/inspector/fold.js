// Rows that open.

import { h, put } from '../dom.js';

/** A list of rows, newest first, each of which opens. Rows stay open while others come. */
export function folds(place, empty, { name, head, body }) {
  const open = new Set();
  let drawn = new Map();
  return (all) => {
    const old = drawn;
    drawn = new Map();
    const rows = all.toReversed().map((one) => {
      const key = name(one);
      const known = old.get(key);
      const row = known?.one === one ? known.row : fold(key, one);
      drawn.set(key, { one, row });
      return row;
    });
    if (!rows.length) {
      put(place, h('p', { class: 'empty' }, empty));
      return;
    }
    const wanted = new Set(rows);
    for (const child of [...place.children]) if (!wanted.has(child)) child.remove();
    rows.forEach((row, at) => {
      if (place.children[at] !== row) place.insertBefore(row, place.children[at] ?? null);
    });
  };

  function fold(key, one) {
    const inside = h('div', { class: 'inside' });
    const button = h('button', { type: 'button', class: 'fold-head', click: turn }, head(one));
    const row = h('section', { class: 'fold' }, button, inside);
    show();
    return row;

    function turn() {
      if (!open.delete(key)) open.add(key);
      show();
    }

    function show() {
      const shown = open.has(key);
      button.setAttribute('aria-expanded', `${shown}`);
      inside.hidden = !shown;
      put(inside, shown && body(one));
    }
  }
}
