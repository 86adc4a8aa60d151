import { isActive } from '../runs.js';
import { button, el } from './dom.js';
import { longText } from './long-text.js';
import { RunPanel } from './run-panel.js';

// Runs and notices in the page at first, and how many more "show earlier" adds.
const PAGE = 50;
const FRAME_BUDGET_MS = 8;
const NEAR_BOTTOM_PX = 120;
const BROADCAST = { tag: 'code', maxCharacters: 240, maxLines: 3 };

/** The conversation: keeps the page in step with the run log, a few milliseconds of work per frame. */
export class Timeline {
  #log;
  #context;
  #items;
  #empty;
  #earlier;
  #newest;
  #views = new Map();
  #waiting = new Set();
  #shown = PAGE;
  #following = true;
  #lastTop = 0;

  constructor({ root, log, onStop, now, requestFrame }) {
    this.#log = log;
    this.#context = { onStop, now };
    this.#items = root.querySelector('#items');
    this.#empty = root.querySelector('#empty');
    this.#newest = root.querySelector('#newest');
    this.#newest.addEventListener('click', () => this.follow());
    this.#earlier = button('', 'button-quiet', () => {
      this.#shown += PAGE;
      this.#arrange();
      requestFrame();
    });
    this.#earlier.hidden = true;
    this.#items.before(this.#earlier);
    window.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    window.addEventListener('resize', () => this.#following && this.#toBottom());
    // Whatever makes the conversation grow, a reader at its end stays there.
    new ResizeObserver(() => this.#following && this.#toBottom()).observe(root.querySelector('main'));
  }

  /** True when there is more to do in the next frame. */
  render(hasPending) {
    const changes = this.#log.takeChanges();
    if (changes.timeline) this.#arrange();
    for (const run of changes.runs) this.#waiting.add(run);
    this.#empty.hidden = hasPending || this.#log.timeline.length > 0;

    const deadline = performance.now() + FRAME_BUDGET_MS;
    for (const run of this.#waiting) {
      const view = this.#views.get(`run ${run.id}`);
      // A run that is not in the page is drawn from the log when it comes in.
      if (!view || view.run !== run || view.panel.render(deadline, this.#following)) this.#waiting.delete(run);
      if (performance.now() > deadline) break;
    }
    return this.#waiting.size > 0;
  }

  tick() {
    for (const { run, panel } of this.#views.values()) {
      if (run && isActive(run)) panel.tick();
    }
  }

  follow() {
    this.#setFollowing(true);
    this.#toBottom();
  }

  #arrange() {
    const timeline = this.#log.timeline;
    const visible = timeline.slice(-this.#shown);
    const wanted = new Map(visible.map((item) => [item.key, item]));
    for (const [key, view] of this.#views) {
      const item = wanted.get(key);
      if (item && item.run === view.run) continue;
      view.element.remove();
      this.#views.delete(key);
    }
    let next = null;
    for (const item of visible.reverse()) {
      const { element } = this.#views.get(item.key) ?? this.#add(item);
      if (element.parentNode !== this.#items || element.nextSibling !== next) this.#items.insertBefore(element, next);
      next = element;
    }
    const hidden = timeline.length - visible.length;
    this.#earlier.hidden = hidden === 0;
    this.#earlier.textContent = `Show earlier (${hidden.toLocaleString('en')})`;
  }

  #add(item) {
    const view = item.run ? this.#panel(item.run) : { element: notice(item.notice) };
    this.#views.set(item.key, view);
    return view;
  }

  #panel(run) {
    const panel = new RunPanel(run, this.#context);
    this.#waiting.add(run);
    return { run, panel, element: panel.element };
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
    const below = scrollHeight - scrollTop - clientHeight;
    // Only going up means that somebody reads; growing content alone must not stop the following. The first pixels
    // of a smooth scroll count already, or the next step would pull the reader back before getting anywhere.
    if (scrollTop < this.#lastTop - 2 && below > 2) this.#setFollowing(false);
    else if (scrollTop >= this.#lastTop && below < NEAR_BOTTOM_PX) this.#setFollowing(true);
    this.#lastTop = scrollTop;
  }

  #setFollowing(following) {
    this.#following = following;
    this.#newest.hidden = following;
  }

  #toBottom() {
    window.scrollTo(0, document.documentElement.scrollHeight);
    // At once, not with the scroll event: in between, a person may already have scrolled up from here.
    this.#lastTop = document.documentElement.scrollTop;
  }
}

function notice({ kind, text, at }) {
  const label = { broadcast: 'Broadcast', warning: 'Note', info: 'Note' }[kind];
  const body = kind === 'broadcast' ? longText(text, BROADCAST) : [el('span', { className: 'text', dir: 'auto', text })];
  return el('div', { className: `notice notice-${kind}` },
    el('span', { className: 'notice-label', text: label }),
    ...body,
    el('time', { datetime: new Date(at).toISOString(), text: new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }) }));
}
