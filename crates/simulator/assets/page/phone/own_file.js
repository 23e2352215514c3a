// Files of one's own: chosen, or dropped on a phone.

import { sendFile } from '../api.js';
import { h } from '../dom.js';

/** What asks for a file and sends it; `caption` gives what is written below, and `sent` learns that it went. */
export function ownFile(place, caption, sent) {
  const input = h('input', { type: 'file', hidden: true, tabindex: -1, 'aria-label': `A file to send on ${place.platform}`, change: chosen });
  return { element: input, choose: () => input.click(), send };

  async function chosen() {
    const files = [...input.files];
    // The same file can be chosen again.
    input.value = '';
    await send(files);
  }

  /** The first has what is written below it. */
  async function send(files) {
    let below = caption();
    for (const file of files) {
      if (!(await sendFile(place, file, below))) return;
      if (below) sent();
      below = '';
    }
  }
}

/** Lets files be dropped on a phone. */
export function takesFiles(screen, send) {
  const mark = (on) => screen.classList.toggle('takes', on);
  screen.addEventListener('dragover', (event) => mark(holdsFiles(event)));
  screen.addEventListener('dragleave', (event) => mark(screen.contains(event.relatedTarget)));
  screen.addEventListener('drop', (event) => {
    mark(false);
    if (holdsFiles(event)) send([...event.dataTransfer.files]);
  });
}

/** A file that is dropped beside a phone does not take the place of the page. */
export function keepsPage() {
  for (const name of ['dragover', 'drop']) {
    addEventListener(name, (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (!event.target.closest?.('.screen')) event.dataTransfer.dropEffect = 'none';
    });
  }
}

function holdsFiles(event) {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
