import { clip } from '../../text/format.js';
import { visible } from '../../text/visible.js';
import { button, el, icon, iconButton, setHidden } from '../dom.js';

const STATES = { queued: 'Waiting', unconfirmed: 'Waiting to be confirmed' };

/** The messages that wait for the connection or were refused, above the field in which they were written. */
export class Queue {
  #root;
  #actions;
  #shown = '';

  constructor(root, actions) {
    this.#root = root;
    this.#actions = actions;
  }

  render(entries) {
    const waiting = entries.filter((entry) => entry.state !== 'sent');
    const now = waiting.map((entry) => `${entry.id} ${entry.state}`).join('\n');
    if (now === this.#shown) return;
    this.#shown = now;
    const focused = this.#root.contains(document.activeElement);
    setHidden(this.#root, waiting.length === 0);
    this.#root.replaceChildren(...waiting.map((entry) => this.#row(entry)));
    // The row that had the focus is another one now, or none.
    if (focused) this.#actions.left();
  }

  #row(entry) {
    const failed = entry.state === 'failed';
    const message = visible(clip(entry.message, 160, 1).text);
    const actions = [];
    if (failed) actions.push(button('Send again', 'button-quiet', () => this.#actions.resend(entry.id), { 'aria-label': `Send again: ${message}` }));
    if (failed || entry.state === 'queued') actions.push(iconButton('close', `Remove from the queue: ${message}`, '', () => this.#actions.discard(entry.id)));
    return el('li', { className: `queued ${failed ? 'queued-failed' : ''}`.trim() },
      icon(failed ? 'error' : 'clock'),
      el('div', { className: 'queued-body' },
        el('span', { className: 'queued-message', dir: 'auto', text: message }),
        el('span', { className: 'queued-state', dir: 'auto', text: failed ? reason(entry.error) : STATES[entry.state] })),
      ...actions);
  }
}

/** The messages on their way, at the end of the conversation, as they will stand there. */
export class Sending {
  #root;
  #shown = '';

  constructor(root) {
    this.#root = root;
  }

  render(entries) {
    const sent = entries.filter((entry) => entry.state === 'sent');
    const now = sent.map((entry) => entry.id).join('\n');
    if (now === this.#shown) return;
    this.#shown = now;
    this.#root.replaceChildren(...sent.map((entry) =>
      el('div', { className: 'bubble bubble-sending' }, el('div', { className: 'text bubble-text', dir: 'auto', text: visible(clip(entry.message, 2_000, 12).text) }))));
  }
}

function reason({ message, details, retryAfterSeconds }) {
  const wait = retryAfterSeconds ? `Try again in ${Math.ceil(retryAfterSeconds)} s.` : '';
  return visible(['Not sent:', message, ...details, wait].filter(Boolean).join(' '));
}
