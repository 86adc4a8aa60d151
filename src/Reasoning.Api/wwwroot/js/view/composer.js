import { MAX_MESSAGE_CHARACTERS } from '../protocol.js';
import { setText } from './dom.js';

const NEAR = 0.9 * MAX_MESSAGE_CHARACTERS;

/** Where a message is written. `onSend` returns why it could not be taken, or undefined. */
export class Composer {
  #text;
  #send;
  #reasoning;
  #hint;
  #stopAll;
  #onSend;
  #closed = false;
  #problem = '';

  constructor(root, { onSend, onStopAll }) {
    this.#onSend = onSend;
    this.#text = root.querySelector('#message');
    this.#send = root.querySelector('#send');
    this.#reasoning = root.querySelector('#reasoning');
    this.#hint = root.querySelector('#composer-hint');
    this.#stopAll = root.querySelector('#stop-all');
    this.#stopAll.addEventListener('click', onStopAll);
    this.#text.addEventListener('input', () => {
      this.#problem = '';
      this.#measure();
    });
    this.#text.addEventListener('keydown', (event) => this.#key(event));
    root.querySelector('#composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#measure();
  }

  focus() {
    this.#text.focus();
  }

  render({ closed, active, stoppable }) {
    if (closed !== this.#closed) {
      this.#closed = closed;
      this.#measure();
    }
    this.#stopAll.hidden = active === 0;
    this.#stopAll.disabled = stoppable === 0;
    setText(this.#stopAll, stoppable === 0 ? 'Stopping…' : active === 1 ? 'Stop (Esc)' : `Stop all ${active} (Esc)`);
  }

  #key(event) {
    // While an input method composes, Enter chooses a candidate and sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    if (this.#send.disabled) return;
    this.#problem = this.#onSend({ message: this.#text.value, enableReasoning: this.#reasoning.checked }) ?? '';
    if (this.#problem === '') this.#text.value = '';
    this.#measure();
    this.#text.focus();
  }

  #measure() {
    const { value } = this.#text;
    const tooLong = value.length > MAX_MESSAGE_CHARACTERS;
    this.#send.disabled = this.#closed || tooLong || value.trim() === '';
    if (tooLong) this.#text.setAttribute('aria-invalid', 'true');
    else this.#text.removeAttribute('aria-invalid');
    this.#hint.classList.toggle('hint-bad', tooLong || this.#problem !== '');
    const said = this.#problem || (this.#closed ? 'This session is closed; nothing can be sent.' : this.#length(value.length));
    this.#hint.classList.toggle('hint-idle', said === '');
    setText(this.#hint, said || 'Enter sends, Shift+Enter starts a new line.');
  }

  #length(length) {
    if (length < NEAR) return '';
    const limit = MAX_MESSAGE_CHARACTERS.toLocaleString('en');
    return `${length.toLocaleString('en')} of ${limit} characters${length > MAX_MESSAGE_CHARACTERS ? ': too long to send' : ''}`;
  }
}
