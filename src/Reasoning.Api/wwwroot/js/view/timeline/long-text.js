import { clip, plural } from '../../text/format.js';
import { visible } from '../../text/visible.js';
import { button, el } from '../dom.js';

// What is far away in a long text costs no layout.
const CHUNK = 16_384;

/**
 * Text as it is, with its line breaks; beyond a limit only its beginning, with a button for the rest.
 * `opened`: the set that remembers under `key` that somebody asked for all of it.
 */
export function longText(text, { tag = 'div', className, maxCharacters, maxLines, opened, key }) {
  const { text: head, clipped } = clip(text, maxCharacters, maxLines);
  // Each text finds its own direction and cannot turn that of what stands around it.
  const body = el(tag, { className: `text ${className ?? ''}`.trim(), dir: 'auto' });
  if (!clipped) {
    body.textContent = visible(head);
    return [body];
  }

  const all = `Show all (${plural(text.length, 'character')})`;
  const show = (open) => {
    toggle.setAttribute('aria-expanded', String(open));
    toggle.textContent = open ? 'Show less' : all;
    body.classList.toggle('text-clipped', !open);
    if (open) body.replaceChildren(...wholeText(text));
    else body.textContent = visible(head);
  };
  const toggle = button(all, 'button-quiet', () => {
    const open = toggle.getAttribute('aria-expanded') !== 'true';
    if (open) opened?.add(key);
    else opened?.delete(key);
    show(open);
  });
  show(opened?.has(key) ?? false);
  return [body, toggle];
}

/** All of a long text, as elements of which those far away are not laid out. */
export function wholeText(text) {
  return chunks(text).map((chunk) => el('span', { className: 'chunk', text: visible(chunk) }));
}

/** A long text in pieces that end where lines end, where there are any. */
export function chunks(text) {
  const pieces = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + CHUNK);
    const line = text.lastIndexOf('\n', to - 1);
    if (to < text.length && line > from) to = line + 1;
    else if (to < text.length && /[\ud800-\udbff]/.test(text[to - 1])) to -= 1;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
