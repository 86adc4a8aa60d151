import { addressOf, isUnusable, sessionOf } from '../../session/address.js';
import { randomId } from '../../wire/ids.js';

/** The session in front is the one in the address: a reload shows it again, and back and forward lead through those visited. */
export class Router {
  #open;
  #current;

  /** open(id) shows a session. */
  constructor({ open }) {
    this.#open = open;
    addEventListener('popstate', () => this.#show(sessionOf(location.href) ?? randomId()));
  }

  /** To the session that the address names, else to a new one; false when the address names one that cannot be. */
  start() {
    const usable = !isUnusable(location.href);
    this.go(sessionOf(location.href) ?? randomId(), { replace: true });
    return usable;
  }

  go(id, { replace = false } = {}) {
    if (id === this.#current) return;
    const address = addressOf(id, location.href);
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
    this.#show(id);
  }

  #show(id) {
    this.#current = id;
    this.#open(id);
  }
}
