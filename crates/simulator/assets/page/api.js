// What is asked of the server.

import { note } from './note.js';

/** A JSON value. */
export async function ask(path) {
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/**
 * Does something. Says whether it was done; why not is told to the person who looks at the page. What `ends` the server may
 * have no answer.
 */
export async function post(path, body, { ends = false } = {}) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Tertulia': 'playground' },
      body: JSON.stringify(body),
    });
    if (response.ok) return true;
    note(await reason(response), 'trouble');
  } catch {
    if (ends) return true;
    note('The playground does not answer. Is it still running?', 'trouble');
  }
  return false;
}

/** A person does something in a chat. */
export function act(place, what) {
  const { platform, person, chat } = place;
  return post('/api/act', { platform, person, chat, act: what });
}

async function reason(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).error;
  } catch {
    return text || `The playground answered ${response.status}.`;
  }
}
