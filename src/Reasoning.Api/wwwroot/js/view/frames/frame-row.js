import { clip, plural } from '../../text/format.js';
import { visible } from '../../text/visible.js';
import { frameType } from '../../wire/frame-log.js';
import { copyButton } from '../copy.js';
import { el } from '../dom.js';
import { chunks } from '../timeline/long-text.js';

const LINE = 240;
const DIRECTIONS = { in: ['↓', 'Received'], out: ['↑', 'Sent'], open: ['●', 'Connecting'], close: ['○', 'Closed'] };

/** One frame: a line that opens to the whole of it. `opened` remembers which are open. */
export function frameRow(frame, opened) {
  const [arrow, direction] = DIRECTIONS[frame.direction];
  const body = el('div', { className: 'frame-body' });
  const summary = el('summary', {},
    el('span', { className: `frame-direction frame-${frame.direction}`, role: 'img', 'aria-label': direction, text: arrow }),
    el('span', { className: 'frame-type', text: frameType(frame) }),
    el('span', { className: 'frame-line', dir: 'ltr', text: visible(clip(withoutType(frame.text), LINE, 1).text) }),
    el('time', { text: new Date(frame.at).toLocaleTimeString() }));
  const details = el('details', { className: 'frame', open: opened.has(frame.number) }, summary, body);
  const fill = () => {
    if (details.open && !body.hasChildNodes()) body.append(...whole(frame));
  };
  fill();
  details.addEventListener('toggle', () => {
    if (details.open) opened.add(frame.number);
    else opened.delete(frame.number);
    fill();
  });
  return { element: el('div', { className: 'frame-row' }, details) };
}

/** The type has a place of its own. */
function withoutType(text) {
  return text.replace(/^\{"type":"[^"]*",?/, '').replace(/\}$/, '');
}

function whole(frame) {
  return [
    el('div', { className: 'frame-head' }, el('span', { text: plural(frame.text.length, 'character') }), copyButton('Copy frame', () => frame.text)),
    el('pre', { className: 'text', dir: 'ltr', tabindex: '0', role: 'region', 'aria-label': 'Frame' }, ...chunks(pretty(frame.text)).map((chunk) => el('span', { className: 'chunk', text: visible(chunk) }))),
  ];
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // An address, a code, or nested deeper than the stack: as it came.
    return text;
  }
}
