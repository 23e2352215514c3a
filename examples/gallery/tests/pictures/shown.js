// Gives what can be read on the phones, line by line, without what is another each time (clocks, ticks).

const BLOCKS = '.bubble, .header, .text, .footer, .keys, .card, .words > *, .picture, .row, .chip, legend, .file, .map, .contact';

function lines(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll('.meta, .more, .avatar, .face, .arrow, svg, time, [aria-hidden=true]').forEach((it) => it.remove());
  copy.querySelectorAll('.text strong, .text em, .text u, .text s, .text code, .text pre, .text blockquote, .text a')
    .forEach((it) => it.replaceChildren(`<${it.localName}>`, ...it.childNodes, `</${it.localName}>`));
  copy.querySelectorAll('img, video, audio').forEach((it) => it.replaceWith(` (${it.localName}) `));
  copy.querySelectorAll('.picture.stands').forEach((it) => it.prepend('(picture) '));
  copy.querySelectorAll('small').forEach((it) => it.prepend(' · '));
  copy.querySelectorAll('button, .choice').forEach((it) => it.replaceChildren('[', ...it.childNodes, ']'));
  copy.querySelectorAll(BLOCKS).forEach((it) => it.before('\n') ?? it.after('\n'));
  return copy.textContent.split('\n').map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

function said(row) {
  if (row.matches('.day, .intro')) return [];
  const who = row.matches('.notice') ? '—' : row.matches('.own') ? 'person:' : 'bot:';
  const told = row.matches('.typing') ? ['(is writing)'] : lines(row);
  return [`  ${who} ${told[0] ?? ''}`, ...told.slice(1).map((line) => `    ${line}`)];
}

const all = [...document.querySelectorAll('.phone')].flatMap((phone) => {
  const status = phone.querySelector('.head small')?.textContent;
  const below = [...phone.querySelectorAll('.quick, .letters')].flatMap(lines);
  return [
    `${phone.dataset.platform} (${status})`,
    ...[...phone.querySelector('.log').children].flatMap(said),
    ...below.map((line) => `  below: ${line}`),
  ];
});
const sheet = document.querySelector('dialog');
if (sheet) all.push('sheet', ...lines(sheet).map((line) => `  ${line}`));
return `${all.join('\n')}\n`;
