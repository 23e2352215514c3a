// What things are called on the page.

const PLATFORMS = { messenger: 'Messenger', whatsapp: 'WhatsApp', telegram: 'Telegram' };

/** A platform, as it writes itself. */
export function platformName(platform) {
  return PLATFORMS[platform] ?? platform;
}

/** Up to two letters, for a round picture. */
export function initials(name) {
  const words = (name ?? '').split(/[\s_-]+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join('') || '?';
}
