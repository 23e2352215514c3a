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
export function post(path, body, how) {
  return send(path, 'application/json', JSON.stringify(body), how);
}

/** How large a file may be, as the server has it. */
const MOST = 10 * 1024 * 1024;

/** A person sends a file of their own. */
export async function sendFile(place, file, caption) {
  if (file.size > MOST) {
    note(`${file.name} is too large: a file has up to 10 MB here`, 'trouble');
    return false;
  }
  const { platform, person, chat } = place;
  const query = new URLSearchParams({ platform, person, chat: chat ?? '', name: file.name, caption });
  return send(`/api/file?${query}`, file.type || 'application/octet-stream', file);
}

async function send(path, type, body, { ends = false } = {}) {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': type, 'X-Tertulia': 'playground' }, body });
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
