import { setHidden, setText } from '../dom.js';

const LABELS = {
  idle: 'Not connected',
  connecting: 'Connecting…',
  replaying: 'Catching up…',
  live: 'Connected',
  waiting: 'Reconnecting',
  closed: 'Closed',
};

/** The state of the connection: a dot in the header, with a line of its own when something is to be said. */
export class ConnectionStatus {
  #chip;
  #label;
  #banner;
  #text;
  #now;
  #heir;
  #button;

  constructor(root, { reconnect, now, heir }) {
    this.#chip = root.querySelector('#connection');
    this.#label = root.querySelector('#connection-label');
    this.#banner = root.querySelector('#banner');
    this.#text = root.querySelector('#banner-text');
    this.#button = root.querySelector('#reconnect');
    this.#button.addEventListener('click', reconnect);
    this.#now = now;
    this.#heir = heir;
  }

  render(state) {
    if (this.#chip.dataset.phase !== state.phase) this.#chip.dataset.phase = state.phase;
    setText(this.#label, LABELS[state.phase]);
    this.#chip.title = LABELS[state.phase];
    const waiting = state.phase === 'waiting';
    setHidden(this.#banner, !waiting && state.phase !== 'closed', this.#heir);
    this.#banner.dataset.phase = state.phase;
    setHidden(this.#button, !waiting || !state.canHurry, this.#heir);
    setText(this.#text, waiting ? `${state.text} Reconnecting in ${this.#seconds(state)} s.` : state.text ?? '');
  }

  #seconds(state) {
    return Math.max(0, Math.ceil((state.retryAt - this.#now()) / 1000));
  }
}
