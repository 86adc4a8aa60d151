/** Time that moves only when a test says so. */
export class FakeClock {
  #now = 1_000_000;
  #timers = new Map();
  #next = 1;

  now() {
    return this.#now;
  }

  setTimeout(action, ms) {
    this.#timers.set(this.#next, { at: this.#now + ms, action });
    return this.#next++;
  }

  clearTimeout(handle) {
    this.#timers.delete(handle);
  }

  advance(ms) {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#now = Math.max(this.#now, due[1].at);
      due[1].action();
    }
    this.#now = end;
  }
}

export class FakeSocket {
  readyState = 1;
  sent = [];
  closedWith = undefined;

  constructor(url) {
    this.url = url;
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close(code) {
    this.readyState = 3;
    this.closedWith = code;
  }

  // What the server does.

  says(message) {
    this.onmessage({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  greets(data = {}) {
    this.says({ type: 'connected', data: { protocol: 1, epoch: 'e1', last_seq: 0, recovered: true, active_runs: [], heartbeat_interval: 30, ...data } });
  }

  catchesUp(seq = 0) {
    this.says({ type: 'caught_up', data: { seq } });
  }

  goes(code) {
    this.readyState = 3;
    this.onclose({ code });
  }
}

/** Makes sockets and keeps them. */
export function socketFactory() {
  const sockets = [];
  const create = (url) => {
    const socket = new FakeSocket(url);
    sockets.push(socket);
    return socket;
  };
  return { sockets, create, last: () => sockets.at(-1) };
}

export function event(seq, type, runId, data = {}) {
  return { type, seq, run_id: runId, data };
}
