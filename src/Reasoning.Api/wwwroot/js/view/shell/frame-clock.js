const RUNNING_MS = 100;
const WAITING_MS = 1_000;
const SOON_MS = 400;

/** One drawing in each animation frame, however much has changed, and a beat for clocks that are in sight. */
export class FrameClock {
  #draw;
  #tick;
  #frame = 0;
  #beat = 0;
  #every = 0;
  #timers = new Map();

  constructor(draw, tick) {
    this.#draw = draw;
    this.#tick = tick;
  }

  request() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Ticks while there is something whose time runs. */
  tickWhile(running, waiting) {
    const every = running ? RUNNING_MS : waiting ? WAITING_MS : 0;
    if (every === this.#every) return;
    clearInterval(this.#beat);
    this.#every = every;
    if (every > 0) this.#beat = setInterval(() => this.#tick(), every);
  }

  /** Once, a moment after the last time it was asked for. */
  soon(name, action) {
    clearTimeout(this.#timers.get(name));
    this.#timers.set(name, setTimeout(action, SOON_MS));
  }
}
