// Styled text.

import { h, link } from '../dom.js';

const TAGS = {
  bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', quote: 'blockquote',
};

/** Spans as elements. */
export function text(spans) {
  return (spans ?? []).map((span) => {
    let element = span.link ? link(span.link, {}, span.text) : document.createTextNode(span.text);
    for (const style of span.styles ?? []) element = styledAs(style, element);
    return element;
  });
}

/** Spans without their styles. */
export function plain(spans) {
  return (spans ?? []).map((span) => span.text).join('');
}

/** Up to three emojis and nothing else, which phones show large. */
export function isEmoji(spans) {
  const characters = [...new Intl.Segmenter().segment(plain(spans).trim())].map(({ segment }) => segment);
  return characters.length > 0 && characters.length <= 3
    && characters.every((character) => /\p{Extended_Pictographic}/u.test(character));
}

function styledAs(style, child) {
  if (style === 'spoiler') return spoiler(child);
  return TAGS[style] ? h(TAGS[style], {}, child) : child;
}

function spoiler(child) {
  const hidden = h('span', { 'aria-hidden': 'true' }, child);
  const button = h('button', { type: 'button', class: 'spoiler', 'aria-label': 'Show what is hidden', click: show }, hidden);
  return button;

  function show() {
    button.replaceWith(h('span', { class: 'shown' }, child));
  }
}
