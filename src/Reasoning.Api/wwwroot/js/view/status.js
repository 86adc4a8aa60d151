import { setText } from './dom.js';

const LABELS = {
  idle: 'Not connected',
  connecting: 'Connecting…',
  replaying: 'Replaying…',
  live: 'Live',
  waiting: 'Reconnecting',
  closed: 'Closed',
};

/** The state of the connection: always in the header, with a line of its own when something is to be done. */
export class Status {
  #chip;
  #label;
  #banner;
  #text;
  #now;
  #button;

  constructor(root, { onReconnect, now }) {
    this.#chip = root.querySelector('#connection');
    this.#label = root.querySelector('#connection-label');
    this.#banner = root.querySelector('#banner');
    this.#text = root.querySelector('#banner-text');
    this.#button = root.querySelector('#reconnect');
    this.#button.addEventListener('click', onReconnect);
    this.#now = now;
  }

  render(state) {
    this.#chip.dataset.phase = state.phase;
    setText(this.#label, state.phase === 'waiting' ? `Reconnecting in ${this.#seconds(state)} s` : LABELS[state.phase]);
    this.#banner.hidden = state.phase !== 'waiting' && state.phase !== 'closed';
    this.#banner.dataset.phase = state.phase;
    this.#button.hidden = state.phase !== 'waiting' || !state.canHurry;
    setText(this.#text, state.text ?? '');
  }

  #seconds(state) {
    return Math.max(0, Math.ceil((state.retryAt - this.#now()) / 1000));
  }
}
