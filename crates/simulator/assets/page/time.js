// Times, as people read them.

/** `14:05` */
export function clock(date) {
  return new Date(date).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** `14:05:09` */
export function exact(date) {
  return new Date(date).toLocaleTimeString('en-GB');
}

/** `Today`, `Yesterday`, `3 March` */
export function day(date, now) {
  const then = new Date(date);
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
}

/** `Mon, 23 November, 14:05:09` */
export function full(date) {
  const day = date.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'long' });
  return `${day}, ${exact(date)}`;
}

function midnight(date) {
  return new Date(date).setHours(0, 0, 0, 0);
}
