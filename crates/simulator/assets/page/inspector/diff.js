// What a turn changed in the session.

import { h } from '../dom.js';

/** The values before and after, line by line; nothing if there are none. */
export function diff(before, after) {
  const [old, now] = [leaves(before), leaves(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  if (!names.length) return null;
  return h('dl', { class: 'diff' }, names.map((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    return h('div', { class: was === is ? 'same' : 'changed' }, h('dt', {}, name),
      h('dd', {}, was !== is && was !== undefined && h('del', {}, was), is !== undefined && h(was === is ? 'span' : 'ins', {}, is)));
  }));
}

/** Every value in a value, by its path. */
function leaves(value, path = '', found = new Map()) {
  if (value !== null && typeof value === 'object' && Object.keys(value).length) {
    for (const [name, inside] of Object.entries(value)) leaves(inside, path ? `${path}.${name}` : name, found);
  } else if (value !== undefined && value !== null && path) {
    found.set(path, JSON.stringify(value));
  }
  return found;
}
