import { clip, plural } from '../text.js';
import { button, el } from './dom.js';

/** Text as it is, with its line breaks; beyond a limit only its beginning, with a button for the rest. */
export function longText(text, { tag = 'div', className, maxCharacters, maxLines }) {
  const { text: head, clipped } = clip(text, maxCharacters, maxLines);
  // Each text finds its own direction and cannot turn that of what stands around it.
  const body = el(tag, { className: `text ${className ?? ''}`.trim(), dir: 'auto', text: head });
  if (!clipped) return [body];

  const all = `Show all (${plural(text.length, 'character')})`;
  const toggle = button(all, 'button-quiet', () => {
    const open = toggle.getAttribute('aria-expanded') !== 'true';
    toggle.setAttribute('aria-expanded', String(open));
    body.classList.toggle('text-clipped', !open);
    body.textContent = open ? text : head;
    toggle.textContent = open ? 'Show less' : all;
  });
  toggle.setAttribute('aria-expanded', 'false');
  body.classList.add('text-clipped');
  return [body, toggle];
}
