export const FRAME_LIMITS = Object.freeze({ frames: 1_000, characters: 8_000_000 });

/** The last frames of a connection, in both directions: no more than its limits in number and in size. */
export class FrameLog {
  #limits;
  #now;
  #frames = [];
  #characters = 0;
  #first = 0;

  constructor({ limits = FRAME_LIMITS, now = Date.now } = {}) {
    this.#limits = limits;
    this.#now = now;
  }

  /** How many frames were here and had to go. */
  get dropped() {
    return this.#first;
  }

  get frames() {
    return this.#frames;
  }

  /** direction: in, out, open (text is the address) or close (text is the code). */
  add(direction, text) {
    this.#frames.push({ number: this.#first + this.#frames.length + 1, at: this.#now(), direction, text });
    this.#characters += text.length;
    let excess = 0;
    while (this.#isOver(excess)) {
      this.#characters -= this.#frames[excess].text.length;
      excess += 1;
    }
    if (excess === 0) return;
    this.#frames.splice(0, excess);
    this.#first += excess;
  }

  clear() {
    this.#first += this.#frames.length;
    this.#frames = [];
    this.#characters = 0;
  }

  /** The newest frame stays, however large. */
  #isOver(gone) {
    const left = this.#frames.length - gone;
    return left > 1 && (left > this.#limits.frames || this.#characters > this.#limits.characters);
  }
}

/** The frames with `text` in them, in any case. */
export function matching(frames, text) {
  const wanted = text.trim().toLowerCase();
  return wanted === '' ? frames : frames.filter((frame) => frame.text.toLowerCase().includes(wanted));
}

/** What kind of message a frame is, read from its beginning: the whole of it may be large. */
export function frameType({ direction, text }) {
  if (direction === 'open' || direction === 'close') return direction;
  return /^\{"type":"([\w.-]{1,40})"/.exec(text)?.[1] ?? 'frame';
}
