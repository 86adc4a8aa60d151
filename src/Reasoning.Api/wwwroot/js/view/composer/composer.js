import { MAX_MESSAGE_CHARACTERS } from '../../wire/protocol.js';
import { setAttribute, setHidden, setText } from '../dom.js';

const NEAR = 0.9 * MAX_MESSAGE_CHARACTERS;
const IDLE = 'Enter sends, Shift+Enter starts a new line.';

/** Where a message is written. `send` returns why it could not be taken, or undefined. */
export class Composer {
  #text;
  #send;
  #reasoning;
  #hint;
  #stop;
  #stopLabel;
  #onSend;
  #recall;
  #closed = false;
  #offline = false;
  #problem = '';

  constructor(root, { send, stopAll, recall }) {
    this.#onSend = send;
    this.#recall = recall;
    this.#text = root.querySelector('#message');
    this.#send = root.querySelector('#send');
    this.#reasoning = root.querySelector('#reasoning');
    this.#hint = root.querySelector('#composer-hint');
    this.#stop = root.querySelector('#stop-all');
    this.#stopLabel = root.querySelector('#stop-all-label');
    this.#stop.addEventListener('click', stopAll);
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

  /** Says something as if it had been written here. */
  say(message) {
    this.#problem = this.#onSend({ message, enableReasoning: this.#reasoning.checked }) ?? '';
    this.#measure();
  }

  render({ closed, offline, active, stoppable }) {
    if (closed !== this.#closed || offline !== this.#offline) {
      this.#closed = closed;
      this.#offline = offline;
      this.#measure();
    }
    setHidden(this.#stop, active === 0, this.#text);
    // Not disabled: a button that is, loses the focus.
    setAttribute(this.#stop, 'aria-disabled', String(stoppable === 0));
    setText(this.#stopLabel, stoppable === 0 ? 'Stopping…' : active === 1 ? 'Stop' : `Stop all ${active}`);
  }

  #key(event) {
    // While an input method composes, its keys choose a candidate and do nothing else.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.#recallWith(event);
  }

  /** The arrows walk through what was said before only where they would do nothing: in an empty field, or on from there. */
  #recallWith(event) {
    const { value } = this.#text;
    if (event.shiftKey || event.altKey || event.ctrlKey || event.metaKey || (value !== '' && !this.#recall.isShowing(value))) return;
    const text = event.key === 'ArrowUp' ? this.#recall.older(value) : this.#recall.newer(value);
    if (text === undefined) return;
    event.preventDefault();
    this.#text.value = text;
    this.#text.setSelectionRange(text.length, text.length);
    this.#measure();
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
    this.#grow();
    this.#hint.classList.toggle('hint-bad', tooLong || this.#problem !== '');
    const said = this.#problem || this.#state() || this.#length(value.length);
    this.#hint.classList.toggle('hint-idle', said === '');
    setText(this.#hint, said || IDLE);
  }

  #state() {
    if (this.#closed) return 'This session is closed; nothing can be sent.';
    return this.#offline ? 'Not connected: messages wait here and go out by themselves.' : '';
  }

  #length(length) {
    if (length < NEAR) return '';
    const limit = MAX_MESSAGE_CHARACTERS.toLocaleString('en');
    return `${length.toLocaleString('en')} of ${limit} characters${length > MAX_MESSAGE_CHARACTERS ? ': too long to send' : ''}`;
  }

  /** Where the style sheet cannot size the field by its content. */
  #grow() {
    if (CSS.supports('field-sizing', 'content')) return;
    this.#text.style.blockSize = 'auto';
    this.#text.style.blockSize = `${this.#text.scrollHeight}px`;
  }
}
