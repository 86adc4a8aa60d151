import { button, el } from './dom.js';
import { longText } from './long-text.js';

const MESSAGE = { className: 'message', maxCharacters: 600, maxLines: 6 };
const STATES = {
  queued: 'Waiting for the connection…',
  sent: 'Sending…',
  unconfirmed: 'Waiting for the connection to confirm…',
};

/** The messages that the server has not accepted yet, below the conversation. */
export class Pending {
  #root;
  #actions;
  #shown = '';

  constructor(root, actions) {
    this.#root = root;
    this.#actions = actions;
  }

  render(entries) {
    const now = entries.map((entry) => `${entry.id} ${entry.state}`).join('\n');
    if (now === this.#shown) return;
    this.#shown = now;
    this.#root.replaceChildren(...entries.map((entry) => this.#bubble(entry)));
  }

  #bubble(entry) {
    const failed = entry.state === 'failed';
    const buttons = [];
    if (failed) buttons.push(button('Send again', 'button', () => this.#actions.resend(entry.id)));
    if (failed || entry.state === 'queued') buttons.push(button('Discard', 'button-quiet', () => this.#actions.discard(entry.id)));
    return el('div', { className: `pending ${failed ? 'pending-failed' : ''}`.trim() },
      el('div', { className: 'said' }, ...longText(entry.message, MESSAGE)),
      el('div', { className: 'pending-foot' },
        el('span', { dir: 'auto', text: failed ? reason(entry.error) : STATES[entry.state] }),
        ...buttons));
  }
}

function reason({ message, details, retryAfterSeconds }) {
  const wait = retryAfterSeconds ? `Try again in ${Math.ceil(retryAfterSeconds)} s.` : '';
  return ['Not sent:', message, ...details, wait].filter(Boolean).join(' ');
}
