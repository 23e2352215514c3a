// What this browser remembers: who is looked at, on which phone, in which light.

const PREFIX = 'tertulia.';

/** What was remembered under a name. */
export function kept(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Remembers something. A browser that remembers nothing is no reason to fail. */
export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // private windows may refuse
  }
}
