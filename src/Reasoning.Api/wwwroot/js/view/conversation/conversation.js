import { button, el, setHidden } from '../dom.js';
import { blocksOf } from './blocks.js';
import { Follower } from './follower.js';
import { noticeNode } from './notice.js';
import { RunView } from './run-view.js';

// Runs and notices in the page at first, and how many more "show earlier" adds.
const PAGE = 40;
const FRAME_BUDGET_MS = 8;

/** The conversation: keeps the page in step with the run log; in each frame it first reads the layout, then writes. */
export class Conversation {
  #log;
  #now;
  #context;
  #scroller;
  #items;
  #earlier;
  #follower;
  #views = new Map();
  #blocks = new Map();
  #waiting = new Set();
  #shown = PAGE;
  #moved = true;

  constructor({ scroller, content, items, newest, stop, openPassage, now, requestFrame }) {
    this.#now = now;
    this.#scroller = scroller;
    this.#items = items;
    const moved = () => {
      this.#moved = true;
      requestFrame();
    };
    this.#follower = new Follower({ scroller, content, newest, moved });
    this.#context = {
      stop,
      openPassage,
      moved,
      folded: (run) => {
        this.#follower.release();
        this.#waiting.add(run);
        moved();
      },
    };
    this.#earlier = button('', 'button earlier', () => {
      this.#shown += PAGE;
      this.#arrange();
      requestFrame();
    });
    this.#earlier.hidden = true;
    items.before(this.#earlier);
  }

  /** Shows another session's log, from its end. */
  show(log) {
    this.#log = log;
    this.#shown = PAGE;
    this.#views.clear();
    this.#blocks.clear();
    this.#waiting.clear();
    this.#items.replaceChildren();
    this.#arrange();
    this.#follower.follow();
  }

  /** True when there is more to do in the next frame. */
  render() {
    const changes = this.#log.takeChanges();
    if (changes.timeline) this.#arrange();
    for (const run of changes.runs) this.#waiting.add(run);
    const runs = this.#due();
    if (runs.length === 0) return false;

    const windowTop = this.#scroller.getBoundingClientRect().top;
    const height = this.#scroller.clientHeight;
    const following = this.#follower.isFollowing;
    const tops = runs.map((view) => view.measure(windowTop));
    const deadline = performance.now() + FRAME_BUDGET_MS;
    runs.forEach((view, n) => {
      if (n > 0 && performance.now() > deadline) return;
      view.render({ top: tops[n], height, following, now: this.#now() });
      this.#waiting.delete(view.run);
    });
    return this.#waiting.size > 0;
  }

  tick() {
    for (const view of this.#views.values()) view.tick?.(this.#now());
  }

  follow() {
    this.#follower.follow();
  }

  /** Runs that have changed, and when the window moved those whose timeline is open. */
  #due() {
    const due = [];
    for (const run of this.#waiting) {
      const view = this.#views.get(`run ${run.id}`);
      // A run that is not in the page is drawn from the log when it comes in.
      if (view?.run === run) due.push(view);
      else this.#waiting.delete(run);
    }
    if (this.#moved) {
      for (const view of this.#views.values()) {
        if (view.run && view.isOpen && !this.#waiting.has(view.run)) due.push(view);
      }
      this.#moved = false;
    }
    return due;
  }

  #arrange() {
    const { timeline } = this.#log;
    const visible = timeline.slice(-this.#shown);
    const wanted = new Map(visible.map((item) => [item.key, item]));
    for (const [key, view] of this.#views) {
      const item = wanted.get(key);
      if (item && item.run === view.run) continue;
      view.element.remove();
      this.#views.delete(key);
    }
    this.#place(blocksOf(visible));
    const hidden = timeline.length - visible.length;
    setHidden(this.#earlier, hidden === 0);
    this.#earlier.textContent = `Show earlier (${hidden.toLocaleString('en')})`;
    this.#moved = true;
  }

  #place(blocks) {
    const kept = new Set(blocks.map((block) => block.key));
    for (const [key, element] of this.#blocks) {
      if (kept.has(key)) continue;
      element.remove();
      this.#blocks.delete(key);
    }
    let next = null;
    for (const { key, items } of blocks.reverse()) {
      const element = this.#blocks.get(key) ?? el('div', { className: 'block' });
      this.#blocks.set(key, element);
      element.classList.toggle('block-wide', items.length > 1);
      for (const item of items) {
        const view = this.#views.get(item.key) ?? this.#add(item);
        if (view.element.parentNode !== element) element.append(view.element);
      }
      if (element.parentNode !== this.#items || element.nextSibling !== next) this.#items.insertBefore(element, next);
      next = element;
    }
  }

  #add(item) {
    const view = item.run ? this.#addRun(item.run) : { element: noticeNode(item.notice) };
    this.#views.set(item.key, view);
    return view;
  }

  #addRun(run) {
    const view = new RunView(run, this.#context);
    this.#waiting.add(run);
    return view;
  }
}
