/** What the log has, `connected` and `caught_up` beside it. */
export const types = [
  'connected', 'caught_up', 'reasoning_start', 'reasoning_step', 'response', 'reasoning_complete', 'error', 'broadcast', 'close',
];

/**
 * Follows a stream to the end of its first run, by whatever EventSource it is given: it also runs in a browser, as text, and
 * knows nothing of this file there.
 */
export function follow(EventSource, url, types, limit) {
  return new Promise((resolve) => {
    const source = new EventSource(url);
    const seen = [];
    let opened = 0;
    const finish = (outcome) => {
      clearTimeout(timer);
      source.close();
      resolve({ outcome, opened, seen });
    };
    const timer = setTimeout(() => finish('timed out'), limit);
    source.addEventListener('open', () => { opened++; });
    for (const type of types) {
      source.addEventListener(type, (event) => {
        // The connection's own errors have no data. One after which it does not come back is the end.
        if (event.data === undefined) {
          if (source.readyState === 2) finish('gave up');
          return;
        }

        seen.push({ type, id: event.lastEventId, event: JSON.parse(event.data) });
        if (type === 'reasoning_complete') finish('complete');
      });
    }
  });
}

/** What of it is the log's. */
export function events(seen) {
  return seen.filter(({ event }) => event.seq !== undefined).map(({ id, event }) => ({ id, event }));
}
