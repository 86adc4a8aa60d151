import { visible } from '../../text/visible.js';
import { el, iconButton } from '../dom.js';

const MAX_TITLE = 200;

/** One session at the side: a link to it, and what can be done with it. */
export function sessionRow(session, { current, address, actions }) {
  const title = titleOf(session);
  const link = el('a', { className: 'session-link', href: address, 'aria-current': current ? 'page' : undefined, title }, el('span', { dir: 'auto', text: title }));
  link.addEventListener('click', (event) => {
    // A new tab or window is the browser's business.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    actions.open(session.id);
  });
  const row = el('li', { className: 'session' }, link,
    iconButton('edit', `Rename ${title}`, 'session-action', () => editTitle(row, session, actions)),
    iconButton('trash', `Delete ${title}`, 'session-action', () => actions.remove(session)));
  row.dataset.session = session.id;
  return row;
}

export function titleOf(session) {
  return visible(session?.title ?? 'Untitled session').replaceAll('\n', ' ');
}

/** Enter and leaving the field keep the new title, Escape the old one. */
function editTitle(row, session, actions) {
  const field = el('input', { className: 'session-title', type: 'text', maxlength: String(MAX_TITLE), value: session.title ?? '', 'aria-label': `New title for ${titleOf(session)}`, dir: 'auto' });
  const children = [...row.childNodes];
  let done = false;
  const finish = (keep) => {
    if (done) return;
    done = true;
    actions.editing(false);
    const focused = field.contains(document.activeElement);
    row.replaceChildren(...children);
    if (focused) children[1].focus();
    const title = field.value.trim();
    if (keep && title !== '' && title !== session.title) actions.rename(session.id, title);
  };
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Enter') finish(true);
    if (event.key === 'Escape') finish(false);
    if (event.key === 'Enter' || event.key === 'Escape') event.stopPropagation();
  });
  field.addEventListener('blur', () => finish(true));
  actions.editing(true);
  row.replaceChildren(field);
  field.focus();
  field.select();
}
