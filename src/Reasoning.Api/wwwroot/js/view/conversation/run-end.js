import { visible, visibleName } from '../../text/visible.js';
import { el } from '../dom.js';
import { tokensLine } from './run-facts.js';

/** What stands at the end of a run that is over. */
export function runEnd(run) {
  const parts = [];
  if (run.status === 'interrupted') parts.push(interrupted(run));
  if (run.status === 'failed') parts.push(failed(run.error));
  if (run.status === 'unknown') {
    parts.push(el('p', { className: 'aside', text: 'The server no longer runs this, and how it ended is not in what it could replay.' }));
  }
  const tokens = tokensLine(run);
  // Else they stand below the answer.
  if (tokens !== '' && run.answer === undefined) parts.push(el('p', { className: 'aside', text: tokens }));
  return parts;
}

function interrupted({ tools }) {
  const cut = tools.map((tool) => `${visibleName(tool.name)} (${visibleName(tool.outcome)})`).join(', ');
  return el('p', { className: 'end-note end-stopped', dir: 'auto', text: cut === '' ? 'You stopped this run.' : `You stopped this run. Open tool calls: ${cut}.` });
}

function failed({ message, code, traceId, details }) {
  return el('div', { className: 'end-note end-failed', role: 'group', 'aria-label': 'The run failed' },
    el('p', {}, el('strong', { text: 'The run failed. ' }), el('span', { className: 'text', dir: 'auto', text: visible([message, ...details].join('\n')) })),
    el('p', { className: 'aside' }, code ? el('code', { text: visible(code) }) : null, traceId ? ` · trace ${visible(traceId)}` : null));
}
