import { chat } from '../wire/protocol.js';

const AUTOMATIC_ATTEMPTS = 3;

/**
 * Messages that the server has not yet said it accepted. Each keeps its id and its idempotency key for as long as
 * it is here, so that sending it again after a lost connection cannot start a second run.
 *
 * States: queued (waits for a connection), sent, unconfirmed (the connection went before the answer came),
 * failed (the person decides: send again or discard).
 */
export class Outbox {
  #entries = [];
  #newId;

  constructor(newId) {
    this.#newId = newId;
  }

  get entries() {
    return this.#entries;
  }

  add({ message, agent, enableReasoning }) {
    const entry = {
      id: this.#newId(),
      key: this.#newId(),
      message,
      agent,
      enableReasoning,
      state: 'queued',
      attempts: 0,
      error: undefined,
    };
    this.#entries.push(entry);
    return entry;
  }

  /** Sends what waits, in order; `send` returns false when there is no connection after all. */
  flush(send) {
    for (const entry of this.#entries) {
      if (entry.state !== 'queued') continue;
      if (!send(chat(entry))) return;
      entry.state = 'sent';
      entry.attempts += 1;
    }
  }

  /** The server took it: it is a run now. */
  accepted(id) {
    return this.#remove((entry) => entry.id === id);
  }

  refused(id, error) {
    const entry = this.#entries.find((each) => each.id === id);
    if (!entry) return undefined;
    entry.state = 'failed';
    entry.error = error;
    return entry;
  }

  /** The connection went. `resend` is false when what we had sent was the reason. */
  disconnected(resend) {
    for (const entry of this.#entries) {
      if (entry.state !== 'sent') continue;
      if (resend && entry.attempts < AUTOMATIC_ATTEMPTS) {
        entry.state = 'unconfirmed';
      } else {
        entry.state = 'failed';
        entry.error = { message: 'The connection ended before the server confirmed this message.', details: [] };
      }
    }
  }

  /**
   * A run has started: is it one of the messages in doubt? A server that forgets keys (or never knew them) would
   * otherwise be sent the message twice.
   */
  started({ message, agent, enableReasoning }, includeSent) {
    return this.#remove((entry) =>
      (entry.state === 'unconfirmed' || (entry.state === 'failed' && entry.attempts > 0) || (includeSent && entry.state === 'sent'))
      && entry.message === message
      && entry.enableReasoning === enableReasoning
      && (!entry.agent || !agent || entry.agent === agent));
  }

  /** The replay is through and held no run for them: they go out again. */
  retryUnconfirmed() {
    for (const entry of this.#entries) {
      if (entry.state === 'unconfirmed') entry.state = 'queued';
    }
  }

  retry(id) {
    const entry = this.#entries.find((each) => each.id === id && each.state === 'failed');
    if (!entry) return;
    entry.state = 'queued';
    entry.error = undefined;
    entry.attempts = 0;
  }

  discard(id) {
    return this.#remove((entry) => entry.id === id && (entry.state === 'failed' || entry.state === 'queued'));
  }

  #remove(matches) {
    const index = this.#entries.findIndex(matches);
    return index === -1 ? undefined : this.#entries.splice(index, 1)[0];
  }
}
