// What the server tells of by itself.

import { ask } from './api.js';
import { takeAll, takeConnection, takeExchange, takePhone, takeTurn, takeWorld } from './state.js';

const TAKES = { phones: takePhone, exchange: takeExchange, turn: takeTurn, world: takeWorld };
const AGAIN = 1000;

/** Follows the server for as long as the page is open, also when it goes away and comes back. */
export function follow() {
  let waiting = null;
  const events = new EventSource('/api/events');
  events.addEventListener('hello', async () => {
    // What comes while the state is under way is taken after it.
    waiting = [];
    try {
      takeAll(await ask('/api/state'));
      takeConnection(true);
    } catch {
      restart(events);
      return;
    }
    const late = waiting;
    waiting = null;
    late.forEach(([name, value]) => TAKES[name](value));
  });
  for (const name of Object.keys(TAKES)) {
    events.addEventListener(name, ({ data }) => {
      const value = JSON.parse(data);
      if (waiting) waiting.push([name, value]);
      else TAKES[name](value);
    });
  }
  events.addEventListener('error', () => restart(events));
}

/** A browser gives up after some errors. This page does not. */
function restart(events) {
  events.close();
  takeConnection(false);
  setTimeout(follow, AGAIN);
}
