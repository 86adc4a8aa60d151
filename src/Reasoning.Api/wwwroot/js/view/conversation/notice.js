import { visible } from '../../text/visible.js';
import { el, icon } from '../dom.js';
import { longText } from '../timeline/long-text.js';

const BROADCAST = { tag: 'code', maxCharacters: 240, maxLines: 3 };

/** Something that concerns the session and no run of it. */
export function noticeNode({ kind, text, at }) {
  const body = kind === 'broadcast' ? longText(text, BROADCAST) : [el('span', { className: 'text', dir: 'auto', text: visible(text) })];
  return el('div', { className: `notice notice-${kind}`, role: 'note' },
    icon(kind === 'broadcast' ? 'broadcast' : 'info'),
    el('div', { className: 'notice-body' }, el('span', { className: 'notice-label', text: kind === 'broadcast' ? 'Broadcast ' : 'Note ' }), ...body),
    el('time', { datetime: new Date(at).toISOString(), text: new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) }));
}
