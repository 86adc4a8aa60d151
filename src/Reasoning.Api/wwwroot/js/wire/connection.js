import { backoff } from './backoff.js';
import { closeAdvice } from './close-codes.js';
import { Cursor } from './cursor.js';
import { PONG, classify, parseFrame, ping, readConnected, readError, readSeq } from './protocol.js';

const OPEN_TIMEOUT_MS = 15_000;
const PROBE_TIMEOUT_MS = 5_000;
const STABLE_MS = 10_000;
const DEFAULT_HEARTBEAT_S = 30;
// A gap that is still there after this many reconnects is in the log itself: say so and go on.
const GAP_RETRIES = 2;

/**
 * One session's socket, kept open: reconnects, resumes after the last event seen, answers heartbeats,
 * and hands on every event exactly once and in order.
 *
 * Handlers: state({phase, …}), connected(info), caughtUp(), event(message, {replaying}), direct(message),
 * broadcast(message), loss({reason, cleared, from, to}), lost({resend}), frame(direction, text) for whoever watches the wire:
 * in, out, open (the address) and close (the code).
 * Phases: connecting, replaying, live, waiting (with retryAt), closed, idle.
 */
export class Connection {
  #url;
  #handlers;
  #createSocket;
  #clock;
  #random;

  #cursor = new Cursor();
  #socket = null;
  #phase = 'idle';
  #attempt = 0;
  #greeted = false;
  #numbered = false;
  #heartbeatMs = DEFAULT_HEARTBEAT_S * 1000;
  #maxMessageBytes = Infinity;
  #heardAt = 0;
  #notBefore = 0;
  #retryAfterSeconds = undefined;
  #gap = { at: -1, times: 0 };
  #lastSeqAtGreeting = Infinity;
  #timers = new Map();

  constructor({ url, handlers, createSocket, clock = systemClock, random = Math.random }) {
    this.#url = url;
    this.#handlers = handlers;
    this.#createSocket = createSocket ?? ((address) => new WebSocket(address));
    this.#clock = clock;
    this.#random = random;
  }

  get phase() {
    return this.#phase;
  }

  /** Whether the server promised `accepted` and numbered events (protocol 1), rather than only the core. */
  get numbered() {
    return this.#numbered;
  }

  get maxMessageBytes() {
    return this.#maxMessageBytes;
  }

  get canSend() {
    return this.#phase === 'live' || this.#phase === 'replaying';
  }

  start() {
    if (this.#phase === 'idle') this.#open();
  }

  /** For a page that is put away: closes without coming back until start(). */
  suspend() {
    if (this.#phase === 'closed') return;
    this.#release(1000);
    this.#handlers.lost?.({ resend: true });
    this.#enter('idle');
  }

  /** The network or the person is back: connect now, or find out whether an open socket still lives. */
  hurry() {
    if (this.#phase === 'waiting' && this.#clock.now() >= this.#notBefore) this.#open();
    else if (this.canSend) this.#probe();
  }

  send(message) {
    if (!this.canSend || this.#socket.readyState !== 1) return false;
    const text = JSON.stringify(message);
    this.#socket.send(text);
    this.#handlers.frame?.('out', text);
    return true;
  }

  #open() {
    this.#release(1000);
    this.#greeted = false;
    this.#retryAfterSeconds = undefined;
    const address = this.#url(this.#cursor.seq, this.#cursor.epoch);
    let socket;
    try {
      socket = this.#createSocket(address);
    } catch {
      this.#again(closeAdvice(1006));
      return;
    }
    this.#socket = socket;
    this.#handlers.frame?.('open', address);
    // A socket that was replaced may still deliver; only the current one is listened to.
    socket.onmessage = (event) => this.#socket === socket && this.#receive(event.data);
    socket.onclose = (event) => this.#socket === socket && this.#closed(event.code);
    this.#enter('connecting');
    this.#after('open', OPEN_TIMEOUT_MS, () => this.#drop('The server did not answer.'));
  }

  #receive(raw) {
    this.#heardAt = this.#clock.now();
    this.#cancel('probe');
    this.#handlers.frame?.('in', typeof raw === 'string' ? raw : '(binary)');
    const message = parseFrame(raw);
    if (!this.#greeted) {
      if (message?.type === 'connected') this.#greet(readConnected(message.data));
      else this.#drop('The server did not greet this page as expected.');
      return;
    }
    if (message === null) return;

    const kind = classify(message, this.#numbered);
    if (kind === 'event') this.#event(message);
    else if (kind === 'direct') this.#direct(message);
    else this.#handlers.broadcast?.(message);
  }

  #greet(info) {
    this.#greeted = true;
    this.#cancel('open');
    this.#numbered = info.protocol !== undefined;
    this.#heartbeatMs = (info.heartbeatSeconds ?? DEFAULT_HEARTBEAT_S) * 1000;
    this.#maxMessageBytes = info.maxMessageBytes ?? Infinity;
    this.#lastSeqAtGreeting = info.lastSeq ?? Infinity;

    const loss = this.#cursor.resume(info);
    if (loss) this.#handlers.loss?.(loss);
    this.#watch();
    this.#phase = 'replaying';
    this.#handlers.connected?.(info);
    // A server that knows only the core replays nothing and never says that it has caught up.
    if (this.#numbered) this.#enter('replaying', { upTo: info.lastSeq });
    else this.#live();
  }

  #live() {
    this.#enter('live');
    this.#after('stable', STABLE_MS, () => { this.#attempt = 0; });
    this.#handlers.caughtUp?.();
  }

  #event(message) {
    if (message.seq !== undefined) {
      let place = this.#cursor.take(message.seq);
      if (place === 'gap') {
        if (!this.#giveUpGap(message.seq - 1)) return;
        place = this.#cursor.take(message.seq);
      }
      if (place === 'seen') return;
    }
    this.#handlers.event?.(message, { replaying: this.#phase === 'replaying' });
  }

  #direct(message) {
    switch (message.type) {
      case 'ping':
        this.send(PONG);
        this.#seenUpTo(readSeq(message.data.last_seq));
        return;
      case 'caught_up':
        if (this.#phase === 'replaying' && this.#seenUpTo(readSeq(message.data.seq))) this.#live();
        return;
      case 'error':
        this.#retryAfterSeconds = readError(message.data).retryAfterSeconds;
        break;
      default:
    }
    this.#handlers.direct?.(message);
  }

  /** The server says that everything up to `seq` was written here. False when that was not so and the socket is gone. */
  #seenUpTo(seq) {
    return seq === undefined || seq <= this.#cursor.seq || this.#giveUpGap(seq);
  }

  /**
   * Reconnects to fetch what is missing; true when that was tried often enough and the gap is admitted instead. Never
   * beyond what the server itself named when it let us in: a broadcast can imitate any message, and a number out of
   * the air must not make us take all later events for seen.
   */
  #giveUpGap(upTo) {
    const at = this.#cursor.seq;
    this.#gap = this.#gap.at === at ? { at, times: this.#gap.times + 1 } : { at, times: 1 };
    if (this.#gap.times <= GAP_RETRIES) {
      this.#drop('Something was lost on the way; fetching it again.');
      return false;
    }
    if (upTo > this.#lastSeqAtGreeting) return false;
    this.#cursor.skipTo(upTo);
    this.#handlers.loss?.({ reason: 'gap', cleared: false, from: at + 1, to: upTo });
    return true;
  }

  /** A connection can die without a word; the server's heartbeat is what would be missing. */
  #watch() {
    const limit = 2 * this.#heartbeatMs + 5_000;
    this.#after('watch', Math.max(0, this.#heardAt + limit - this.#clock.now()), () => {
      if (this.#clock.now() - this.#heardAt >= limit) this.#drop('The server has fallen silent.');
      else this.#watch();
    });
  }

  #probe() {
    if (this.#timers.has('probe') || !this.send(ping('probe', this.#clock.now() / 1000))) return;
    this.#after('probe', PROBE_TIMEOUT_MS, () => this.#drop('The connection was lost.'));
  }

  /** Gives up a socket without waiting for its closing handshake, which a dead peer never answers. */
  #drop(text) {
    this.#release(1000);
    this.#handlers.lost?.({ resend: true });
    this.#again({ ...closeAdvice(1006), text });
  }

  #closed(code) {
    this.#handlers.frame?.('close', String(code));
    const advice = closeAdvice(code, this.#retryAfterSeconds);
    const greeted = this.#greeted;
    this.#release();
    this.#handlers.lost?.({ resend: advice.resend });
    if (advice.again) this.#again(greeted || code !== 1006 ? advice : { ...advice, text: 'The server cannot be reached, or refuses this page.' });
    else this.#enter('closed', { code, text: advice.text });
  }

  #again({ text, waitMs }) {
    const now = this.#clock.now();
    const delay = waitMs + backoff(this.#attempt, this.#random);
    this.#attempt += 1;
    this.#notBefore = now + waitMs;
    this.#enter('waiting', { text, retryAt: now + delay, canHurry: waitMs === 0 });
    this.#after('retry', delay, () => this.#open());
  }

  #release(code) {
    for (const name of [...this.#timers.keys()]) this.#cancel(name);
    const socket = this.#socket;
    this.#socket = null;
    if (socket && code !== undefined) socket.close(code);
  }

  #enter(phase, details = {}) {
    this.#phase = phase;
    this.#handlers.state?.({ phase, ...details });
  }

  #after(name, ms, action) {
    this.#cancel(name);
    this.#timers.set(name, this.#clock.setTimeout(() => {
      this.#timers.delete(name);
      action();
    }, ms));
  }

  #cancel(name) {
    if (!this.#timers.has(name)) return;
    this.#clock.clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }
}

const systemClock = {
  now: () => Date.now(),
  setTimeout: (action, ms) => setTimeout(action, ms),
  clearTimeout: (handle) => clearTimeout(handle),
};
