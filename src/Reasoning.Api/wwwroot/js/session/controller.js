import { Connection } from '../wire/connection.js';
import { FrameLog } from '../wire/frame-log.js';
import { Outbox } from './outbox.js';
import { MAX_MESSAGE_CHARACTERS, chat, interrupt, readError, readInterrupted } from '../wire/protocol.js';
import { RunLog, isActive } from './runs.js';
import { plural } from '../text/format.js';

const LOSSES = {
  truncated: 'The server no longer keeps the oldest events of this session',
  epoch_mismatch: 'The server’s log of this session was lost or deleted, and a new one has begun. What was shown here before is gone from the server and was removed',
  ahead_of_log: 'The server’s log is behind what this page had seen, so the page was filled again from the log',
  gap: 'Some events never reached this page',
};

/**
 * One session as a person works with it: sends messages, stops runs, and turns what arrives into the run log.
 * Knows nothing of the DOM; `changed` is called after every change, `announce` for what is worth saying aloud.
 */
export class Controller {
  #log;
  #outbox;
  #connection;
  #newId;
  #changed;
  #announce;
  #state = { phase: 'idle' };
  #stops = new Map();
  #greeting = { lastSeq: 0, activeRuns: [] };
  #fresh = new Set();
  #frames = new FrameLog();

  constructor({ url, newId, changed, announce, createSocket, clock, random, limits }) {
    this.#newId = newId;
    this.#changed = changed;
    this.#announce = announce;
    this.#log = new RunLog({ limits, now: clock ? () => clock.now() : undefined });
    this.#outbox = new Outbox(newId);
    this.#connection = new Connection({
      url,
      createSocket,
      clock,
      random,
      handlers: {
        state: (state) => this.#onState(state),
        connected: (info) => this.#onConnected(info),
        caughtUp: () => this.#onCaughtUp(),
        event: (message, context) => this.#onEvent(message, context),
        direct: (message) => this.#onDirect(message),
        broadcast: (message) => this.#onBroadcast(message),
        loss: (loss) => this.#onLoss(loss),
        lost: ({ resend }) => this.#onLost(resend),
        frame: (direction, text) => this.#frames.add(direction, text),
      },
    });
  }

  get log() {
    return this.#log;
  }

  get frames() {
    return this.#frames;
  }

  get state() {
    return this.#state;
  }

  get pending() {
    return this.#outbox.entries;
  }

  start() {
    this.#connection.start();
  }

  suspend() {
    this.#connection.suspend();
  }

  hurry() {
    this.#connection.hurry();
  }

  /** Queues a message and sends it when there is a connection. Returns why it cannot be sent, or undefined. */
  say({ message, agent, enableReasoning }) {
    if (message.trim() === '') return 'Write a message first.';
    if (message.length > MAX_MESSAGE_CHARACTERS) return 'The message is too long.';
    if (this.#state.phase === 'closed') return 'This session is closed.';
    const bytes = new TextEncoder().encode(JSON.stringify(chat({ id: '', key: '', message, agent, enableReasoning }))).length;
    if (bytes + 200 > this.#connection.maxMessageBytes) return 'The message is larger than this server takes.';
    this.#outbox.add({ message, agent, enableReasoning });
    this.#flush();
    return undefined;
  }

  resend(id) {
    this.#outbox.retry(id);
    this.#flush();
  }

  discard(id) {
    this.#outbox.discard(id);
    this.#changed();
  }

  /** Stops one run. Without a connection the wish is kept and sent with the next one. */
  stop(runId) {
    const run = this.#log.run(runId);
    if (!run || !isActive(run) || run.stop) return;
    this.#log.stopping(runId, 'requested');
    this.#sendStop([runId], runId);
    this.#changed();
  }

  stopAll() {
    const runIds = this.#log.activeRuns().filter((run) => !run.stop).map((run) => run.id);
    if (runIds.length === 0) return 0;
    for (const runId of runIds) this.#log.stopping(runId, 'requested');
    this.#sendStop(runIds, undefined);
    this.#changed();
    return runIds.length;
  }

  #sendStop(runIds, runId) {
    const id = this.#newId();
    if (this.#connection.send(interrupt(id, runId))) this.#stops.set(id, runIds);
  }

  #flush() {
    this.#outbox.flush((message) => this.#connection.send(message));
    this.#changed();
  }

  #onState(state) {
    const before = this.#state.phase;
    this.#state = state;
    if (state.phase === 'closed') this.#announce(state.text);
    else if (state.phase === 'waiting' && before === 'live') this.#announce('Connection lost, reconnecting.');
    else if (state.phase === 'live') this.#announce('Connected.');
    this.#changed();
  }

  #onConnected(info) {
    this.#greeting = info;
    this.#fresh.clear();
    this.#flush();
  }

  #onCaughtUp() {
    const active = new Set(this.#greeting.activeRuns.map((run) => run.id));
    for (const run of this.#greeting.activeRuns) this.#log.discovered(run);
    for (const run of this.#log.activeRuns()) {
      const begunSince = this.#fresh.has(run.id) || (run.startSeq !== undefined && run.startSeq > (this.#greeting.lastSeq ?? Infinity));
      // Only a server that lists its runs can be taken at its word that one is no longer there.
      if (this.#connection.numbered && !active.has(run.id) && !begunSince) this.#log.vanished(run);
      else if (run.stop === 'requested' && !this.#isAsked(run.id)) this.#sendStop([run.id], run.id);
    }
    this.#outbox.retryUnconfirmed();
    this.#flush();
  }

  #isAsked(runId) {
    return [...this.#stops.values()].some((runIds) => runIds.includes(runId));
  }

  #onLost(resend) {
    this.#outbox.disconnected(resend);
    // Their answers went with the connection; those still wanted are asked for again.
    this.#stops.clear();
    this.#changed();
  }

  #onEvent(message, { replaying }) {
    const run = this.#log.apply(message, { replaying });
    if (!run) return;
    if (message.type === 'reasoning_start') this.#outbox.started(run, !this.#connection.numbered);
    if (!replaying) this.#sayWhatHappened(message, run);
    this.#changed();
  }

  #sayWhatHappened(message, run) {
    const agent = run.agent ?? 'The agent';
    if (message.type === 'reasoning_start') this.#announce(`${agent} is working.`);
    else if (run.status === 'completed') this.#announce(`${agent} has answered.`);
    else if (run.status === 'interrupted') this.#announce(`${agent} was stopped.`);
    else if (run.status === 'failed') this.#announce(`${agent} failed: ${run.error.message}`);
  }

  #onDirect(message) {
    if (message.type === 'accepted') this.#onAccepted(message);
    else if (message.type === 'interrupted') this.#onInterrupted(message);
    else if (message.type === 'error') this.#onDirectError(message);
    else if (message.type === 'reasoning_delta' && this.#log.grow(message)) this.#changed();
  }

  #onAccepted(message) {
    const entry = this.#outbox.accepted(message.replyTo);
    if (entry && message.runId !== undefined) {
      if (message.data.duplicate !== true) this.#fresh.add(message.runId);
      this.#log.accepted(message.runId, entry);
    }
    this.#changed();
  }

  #onInterrupted(message) {
    for (const runId of readInterrupted(message.data).runIds) this.#log.stopping(runId, 'confirmed');
    this.#stops.delete(message.replyTo);
    this.#changed();
  }

  #onDirectError(message) {
    const error = readError(message.data);
    const stopped = this.#stops.get(message.replyTo);
    if (stopped) {
      this.#stops.delete(message.replyTo);
      for (const runId of stopped) this.#log.stopping(runId, undefined);
      // Unavailable: the work is stopped all the same; only that it is stored could not be said.
      this.#log.notice('warning', `${error.code === 'unavailable' ? 'The stop is not confirmed' : 'Not stopped'}: ${error.message}`);
    } else if (!this.#outbox.refused(message.replyTo, error)) {
      this.#log.notice('warning', describe(error));
    }
    this.#announce(error.message);
    this.#changed();
  }

  #onBroadcast(message) {
    this.#log.notice('broadcast', message.raw);
    this.#changed();
  }

  #onLoss({ reason, cleared, from, to }) {
    if (cleared) this.#log.clear();
    const what = LOSSES[reason] ?? 'The server cannot replay everything that this page had not seen';
    const which = to < from ? '' : from === to ? ` (event ${from})` : ` (events ${from} to ${to}: ${plural(to - from + 1, 'event')})`;
    this.#log.notice('warning', `${what}${which}.`);
    this.#announce(`${what}.`);
    this.#changed();
  }
}

function describe(error) {
  return [error.message, ...error.details].join(' ');
}
