/**
 * The place in the session's log up to which this page has seen everything.
 * Numbers mean something only within an epoch; a new epoch is a new log.
 */
export class Cursor {
  seq = 0;
  epoch = undefined;

  /**
   * Takes what the server said of our place. Returns what this page must admit:
   * undefined (nothing missing) or { reason, cleared, from, to }.
   */
  resume({ epoch, recovered, reason, oldestSeq }) {
    const otherLog = epoch !== undefined && this.epoch !== undefined && epoch !== this.epoch;
    this.epoch = epoch ?? this.epoch;

    if (recovered === false) {
      const start = (oldestSeq ?? 1) - 1;
      // Whatever the replay starts with comes again; shown events at or above it would appear twice.
      const cleared = otherLog || reason !== 'truncated' || start < this.seq;
      const loss = { reason: reason ?? 'unknown', cleared, from: cleared ? 1 : this.seq + 1, to: start };
      this.seq = Math.max(0, start);
      return loss;
    }

    if (otherLog) {
      this.seq = 0;
      return { reason: 'epoch_mismatch', cleared: true, from: 1, to: 0 };
    }
    return undefined;
  }

  /** 'next' (and moves on), 'seen' or 'gap' (and stays). */
  take(seq) {
    if (seq <= this.seq) return 'seen';
    if (seq > this.seq + 1) return 'gap';
    this.seq = seq;
    return 'next';
  }

  /** Gives up what lies between. */
  skipTo(seq) {
    this.seq = Math.max(this.seq, seq);
  }
}
