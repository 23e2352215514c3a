// A request as a command for a shell. Secrets are variables, to be filled in there.

const HOSTS = { telegram: 'https://api.telegram.org', messenger: 'https://graph.facebook.com', whatsapp: 'https://graph.facebook.com' };

export function curl({ platform, direction, method, path, body }) {
  const text = body === null ? '' : JSON.stringify(body);
  return direction === 'webhook' ? webhook(platform, text) : call(platform, method, path, text);
}

function call(platform, method, path, text) {
  const telegram = platform === 'telegram';
  const url = `${HOSTS[platform]}/${path.replace('bot…', 'bot$TOKEN')}`;
  return command(method, [`"${url}"`, !telegram && '-H "Authorization: Bearer $TOKEN"'], text);
}

function webhook(platform, text) {
  const signature = platform === 'telegram'
    ? '-H "X-Telegram-Bot-Api-Secret-Token: $SECRET"'
    : `-H "X-Hub-Signature-256: sha256=$(printf %s ${quoted(text)} | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)"`;
  return command('POST', [`"$BOT/webhook_${platform}"`, signature], text);
}

function command(method, rest, text) {
  const data = text && ["-H 'Content-Type: application/json'", `-d ${quoted(text)}`];
  return [`curl -X ${method}`, ...rest, ...(data || [])].filter(Boolean).join(' \\\n  ');
}

/** A text that a shell takes as it is. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
