/** What the page's frames are like while something happens: their distance, and what the main thread did in between. */
export class Frames {
  #page;
  #browser;

  constructor(page, browser) {
    this.#page = page;
    this.#browser = browser;
  }

  /** How the frames came while `act` ran. */
  async during(act) {
    await this.#browser.startTracing(this.#page, { categories: ['toplevel', '__metadata'] });
    await this.#page.evaluate(observe);
    await act();
    const { deltas, mostNodes } = await this.#page.evaluate(() => globalThis.stopObserving());
    const tasks = tasksOf(JSON.parse(await this.#browser.stopTracing()).traceEvents);
    return {
      frames: deltas.length,
      medianFrame: percentile(deltas, 0.5),
      p95Frame: percentile(deltas, 0.95),
      p99Frame: percentile(deltas, 0.99),
      lateShare: share(deltas, (delta) => delta > 20),
      longestTask: tasks.reduce((longest, task) => Math.max(longest, task), 0),
      longTasks: tasks.filter((task) => task > 50).length,
      heavyShare: tasks.filter((task) => task > 16).length / deltas.length,
      mostNodes,
    };
  }
}

function observe() {
  const deltas = [];
  let [mostNodes, last, going] = [0, performance.now(), true];
  const frame = (now) => {
    deltas.push(now - last);
    last = now;
    if (deltas.length % 10 === 0) mostNodes = Math.max(mostNodes, document.getElementsByTagName('*').length);
    if (going) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  globalThis.stopObserving = () => {
    going = false;
    return { deltas, mostNodes };
  };
}

/**
 * The processor's milliseconds that each task of the page's main thread took. Unlike the clock's, they are the page's own doing,
 * however busy the machine is.
 */
function tasksOf(events) {
  const main = events.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const tasks = events.filter(({ name, pid, tid, tdur }) => name.endsWith('RunTask') && tdur !== undefined && main && pid === main.pid && tid === main.tid);
  if (tasks.length === 0) throw new Error('The trace has no task of the page.');
  return tasks.map(({ tdur }) => tdur / 1_000);
}

function percentile(values, rank) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * rank))];
}

function share(values, matches) {
  return values.filter(matches).length / values.length;
}
