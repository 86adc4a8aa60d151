import { el, icon } from './dom.js';

const SHOWN_MS = 2_000;

/** A button that puts a text on the clipboard and says for a moment that it did. */
export function copyButton(label, text, className = '') {
  const caption = el('span', { className: 'copy-caption', text: 'Copy' });
  const element = el('button', { className: `copy ${className}`.trim(), type: 'button', 'aria-label': label, title: label }, icon('copy'), caption);
  let timer = 0;
  element.addEventListener('click', async () => {
    const copied = await copyText(text());
    caption.textContent = copied ? 'Copied' : 'Not copied';
    element.setAttribute('aria-label', copied ? 'Copied' : 'Not copied');
    clearTimeout(timer);
    timer = setTimeout(() => {
      caption.textContent = 'Copy';
      element.setAttribute('aria-label', label);
    }, SHOWN_MS);
  });
  return element;
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or plain http on another machine, where there is no clipboard.
    return false;
  }
}
