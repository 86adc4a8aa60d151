import { visible } from '../../text/visible.js';
import { el, icon } from '../dom.js';

/** The passages an answer rests on, as chips that open them. */
export function citationChips(citations, open) {
  if (citations.length === 0) return null;
  return el('div', { className: 'citations', role: 'group', 'aria-label': 'Sources' },
    el('span', { className: 'citations-label', 'aria-hidden': 'true', text: 'Sources' }),
    ...citations.map((citation, n) => chip(citation, n + 1, open)));
}

function chip(citation, number, open) {
  const source = visible(citation.source) || 'unnamed source';
  const name = source.split('/').at(-1);
  const heading = visible(citation.heading.split(' › ').at(-1));
  const element = el('button', {
    type: 'button', className: 'chip', title: [source, visible(citation.heading)].filter(Boolean).join(' › '),
  },
  icon('document'),
  el('span', { className: 'visually-hidden', text: `Open source ${number}: ` }),
  el('span', { className: 'chip-source', dir: 'auto', text: name }),
  ' ',
  heading ? el('span', { className: 'chip-heading', dir: 'auto', text: heading }) : null);
  element.addEventListener('click', () => open(citation, element));
  return element;
}
