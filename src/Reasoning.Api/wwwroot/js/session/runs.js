import { readComplete, readDelta, readError, readStart, readStep } from '../wire/protocol.js';

export const LIMITS = Object.freeze({ steps: 10_000, runs: 500, notices: 100, growing: 262_144 });

const ACTIVE = new Set(['starting', 'running']);

export function isActive(run) {
  return ACTIVE.has(run.status);
}

/**
 * What the session has shown so far: its runs, and notices between them, in the order in which they came.
 * Holds no more than its limits: the oldest goes first, and a run says how many of its steps went.
 *
 * A run's status: starting, running, completed, interrupted, failed, unknown (it ended where this page could not see).
 */
export class RunLog {
  #runs = new Map();
  #timeline = [];
  #limits;
  #now;
  #noticeCount = 0;
  #stepCount = 0;
  #nextNotice = 1;
  #dirty = new Set();
  #timelineChanged = false;

  constructor({ limits = LIMITS, now = Date.now } = {}) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Items { key, run } or { key, notice }, oldest first. */
  get timeline() {
    return this.#timeline;
  }

  run(id) {
    return this.#runs.get(id);
  }

  activeRuns() {
    return [...this.#runs.values()].filter(isActive);
  }

  /** What changed since the last call. */
  takeChanges() {
    const changes = { runs: this.#dirty, timeline: this.#timelineChanged };
    this.#dirty = new Set();
    this.#timelineChanged = false;
    return changes;
  }

  clear() {
    this.#runs.clear();
    this.#timeline = [];
    this.#dirty.clear();
    this.#noticeCount = 0;
    this.#stepCount = 0;
    this.#timelineChanged = true;
  }

  /** kind: info, warning or broadcast. */
  notice(kind, text) {
    this.#timeline.push({ key: `notice ${this.#nextNotice++}`, notice: { kind, text, at: this.#now() } });
    this.#timelineChanged = true;
    this.#noticeCount += 1;
    if (this.#noticeCount > this.#limits.notices) {
      this.#timeline.splice(this.#timeline.findIndex((item) => item.notice), 1);
      this.#noticeCount -= 1;
    }
  }

  /** The server accepted a message of this page. */
  accepted(runId, { message, agent, enableReasoning }) {
    const run = this.#ensure(runId);
    run.message ??= message;
    run.agent ??= agent;
    if (run.status === 'starting') {
      run.enableReasoning = enableReasoning;
      run.startedAt ??= this.#now();
    }
    return this.#touch(run);
  }

  /** Applies one event of the log; returns the run when it changed. */
  apply(event, { replaying = false } = {}) {
    if (event.runId === undefined) return undefined;
    const known = this.#runs.get(event.runId);
    if (known && !isActive(known) && known.status !== 'unknown') return undefined;

    switch (event.type) {
      case 'reasoning_start': return this.#started(event, replaying);
      case 'reasoning_step': return this.#stepped(event);
      case 'response': return this.#responded(event);
      case 'reasoning_complete': return this.#completed(event, replaying);
      case 'error': return this.#failed(event, replaying);
      default: return undefined;
    }
  }

  /** Applies a piece of a step that is still being produced; returns the run when it changed. */
  grow(message) {
    const run = this.#runs.get(message.runId);
    const delta = readDelta(message.data);
    if (!run || !isActive(run) || !delta) return undefined;

    const { stepId, isThought, iteration, offset, content } = delta;
    if (offset === 0) run.growing = { stepId, isThought, iteration, text: '' };
    // A piece is missing in between: the next one that begins at 0, or the step itself, has all of it.
    if (run.growing?.stepId !== stepId || run.growing.text.length !== offset) return undefined;
    if (offset + content.length > this.#limits.growing) return undefined;
    run.growing.text += content;
    return this.#touch(run);
  }

  /** A run that the server says is at work, though its events are not here. */
  discovered({ id, agent, startedAt }) {
    const known = this.#runs.get(id);
    if (known) {
      // The start that was replayed had no time.
      if (isActive(known)) known.startedAt = startedAt ?? known.startedAt;
      return;
    }
    const run = this.#ensure(id);
    run.status = 'running';
    run.agent = agent;
    run.startedAt = startedAt;
  }

  /** A run that the server no longer has, and whose end never came. */
  vanished(run) {
    run.status = 'unknown';
    run.stop = undefined;
    run.growing = undefined;
    this.#touch(run);
  }

  /** stop: undefined, 'requested' (not yet answered) or 'confirmed' (it can no longer complete). */
  stopping(runId, stop) {
    const run = this.#runs.get(runId);
    if (!run || !isActive(run)) return false;
    run.stop = stop;
    this.#touch(run);
    return true;
  }

  #started(event, replaying) {
    const start = readStart(event.data);
    const run = this.#ensure(event.runId);
    run.status = 'running';
    run.agent = start.agent ?? run.agent;
    run.message = start.message ?? run.message;
    run.enableReasoning = start.enableReasoning;
    run.startSeq = event.seq;
    // The event carries no time: the clock here is near enough when it is live and wrong when it is replayed.
    if (!replaying) run.startedAt ??= this.#now();
    return this.#touch(run);
  }

  #stepped(event) {
    const step = readStep(event.data);
    const run = this.#begun(event.runId);
    run.growing = undefined;
    run.startedAt ??= step.at;
    run.firstStepAt ??= step.at;
    if (step.iteration !== undefined) run.iteration = step.iteration;
    if (step.type === 'final_answer') {
      run.answer = step;
      return this.#touch(run);
    }

    const index = run.firstStep + run.steps.length;
    run.steps.push(step);
    if (step.type === 'tool_use') run.toolCalls += 1;
    this.#call(run, step, index);

    this.#stepCount += 1;
    if (this.#stepCount > this.#limits.steps) this.#forgetSteps();
    return this.#touch(run);
  }

  #call(run, step, index) {
    if (step.callId === undefined) return;
    if (step.type === 'tool_use') {
      step.outcome = 'running';
      run.openCalls.set(step.callId, index);
    } else if (step.type === 'tool_result') {
      this.#settle(run, step.callId, step.isError ? 'failed' : 'done');
    }
  }

  #settle(run, callId, outcome) {
    const index = run.openCalls.get(callId);
    const step = run.steps[index - run.firstStep];
    run.openCalls.delete(callId);
    if (!step) return;
    step.outcome = outcome;
    run.changedSteps.add(index);
  }

  #responded(event) {
    const run = this.#begun(event.runId);
    run.answer = readStep(event.data);
    return this.#touch(run);
  }

  #completed(event, replaying) {
    const end = readComplete(event.data);
    const run = this.#end(event.runId, end.status, replaying);
    run.iteration = end.iterations ?? run.iteration;
    run.durationMs = end.durationMs;
    run.tools = end.tools;
    run.usage = end.usage;
    for (const tool of end.tools) {
      if (tool.callId !== undefined) this.#settle(run, tool.callId, tool.outcome);
    }
    this.#closeCalls(run);
    return run;
  }

  #failed(event, replaying) {
    const run = this.#end(event.runId, 'failed', replaying);
    run.error = readError(event.data);
    this.#closeCalls(run);
    return run;
  }

  #closeCalls(run) {
    for (const callId of [...run.openCalls.keys()]) this.#settle(run, callId, 'no result');
  }

  #end(runId, status, replaying) {
    const run = this.#begun(runId);
    run.status = status;
    run.stop = undefined;
    run.growing = undefined;
    if (!replaying) run.endedAt = this.#now();
    this.#forgetRuns();
    return this.#touch(run);
  }

  #begun(runId) {
    const run = this.#ensure(runId);
    if (run.status === 'starting' || run.status === 'unknown') run.status = 'running';
    return run;
  }

  #ensure(id) {
    const known = this.#runs.get(id);
    if (known) return known;
    const run = {
      id,
      // Runs that overlap in the log belong side by side.
      group: this.activeRuns().at(-1)?.group ?? id,
      status: 'starting',
      agent: undefined,
      message: undefined,
      enableReasoning: true,
      startSeq: undefined,
      startedAt: undefined,
      firstStepAt: undefined,
      endedAt: undefined,
      durationMs: undefined,
      iteration: undefined,
      steps: [],
      firstStep: 0,
      changedSteps: new Set(),
      openCalls: new Map(),
      growing: undefined,
      answer: undefined,
      toolCalls: 0,
      tools: [],
      usage: undefined,
      error: undefined,
      stop: undefined,
    };
    this.#runs.set(id, run);
    this.#timeline.push({ key: `run ${id}`, run });
    this.#timelineChanged = true;
    this.#dirty.add(run);
    this.#forgetRuns();
    return run;
  }

  #touch(run) {
    this.#dirty.add(run);
    return run;
  }

  /** Cuts a tenth at once, so that the cost of cutting is not paid with every step. */
  #forgetSteps() {
    let excess = Math.max(1, Math.ceil(this.#limits.steps / 10));
    for (const run of this.#runs.values()) {
      // The newest step of a run is its answer, or what it is doing now.
      const cut = Math.min(excess, run.steps.length - 1);
      if (cut <= 0) continue;
      run.steps.splice(0, cut);
      run.firstStep += cut;
      this.#stepCount -= cut;
      this.#touch(run);
      excess -= cut;
      if (excess === 0) return;
    }
  }

  #forgetRuns() {
    if (this.#runs.size <= this.#limits.runs) return;
    for (const run of this.#runs.values()) {
      if (isActive(run)) continue;
      this.#runs.delete(run.id);
      this.#dirty.delete(run);
      this.#stepCount -= run.steps.length;
      this.#timeline.splice(this.#timeline.findIndex((item) => item.run === run), 1);
      this.#timelineChanged = true;
      if (this.#runs.size <= this.#limits.runs) return;
    }
  }
}
