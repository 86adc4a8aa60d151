import { isActive } from '../../session/runs.js';
import { plural } from '../../text/format.js';
import { el, icon, setAttribute, setHidden, setText } from '../dom.js';
import { GrowingCard } from '../timeline/growing-card.js';
import { StepCard } from '../timeline/step-card.js';
import { VirtualList } from '../timeline/virtual-list.js';
import { thinkingLine } from './run-facts.js';

const ESTIMATE_PX = 84;
let ids = 0;

/** A run's column of thinking: a line that folds it, and below it the timeline of its steps. */
export class Thinking {
  #run;
  #context;
  #opened = new Set();
  #open;
  #chosen = false;
  #line = el('span', { className: 'thinking-line' });
  #toggle;
  #forgotten = el('p', { className: 'aside', hidden: true });
  #list;
  #growing = new GrowingCard();
  #body;

  constructor(run, context) {
    this.#run = run;
    this.#context = context;
    this.#open = isActive(run);
    this.#list = new VirtualList({
      label: 'Steps',
      estimate: ESTIMATE_PX,
      createRow: (index) => this.#card(index),
      measured: () => context.moved(),
    });
    const id = `thinking-${++ids}`;
    this.#body = el('div', { className: 'thinking-body', id }, this.#forgotten, this.#list.element, this.#growing.element);
    this.#toggle = el('button', { type: 'button', className: 'thinking-toggle', 'aria-controls': id },
      el('span', { className: 'spinner', 'aria-hidden': 'true' }), this.#line, icon('chevron'));
    this.#toggle.addEventListener('click', () => this.#fold(!this.#open));
    this.element = el('div', { className: 'thinking' }, this.#toggle, this.#body);
  }

  /** What folds it. */
  get toggle() {
    return this.#toggle;
  }

  get isOpen() {
    return this.#open;
  }

  /** Reads where the timeline is; to be called for all runs before any of them writes. */
  measure(windowTop) {
    return this.#open ? this.#list.top(windowTop) : 0;
  }

  /** The run is over: what nobody looks at is folded. */
  settle(following) {
    if (!this.#chosen && following) this.#open = false;
  }

  render({ top, height, following, now }) {
    const run = this.#run;
    const empty = run.steps.length === 0 && run.firstStep === 0 && !run.growing?.isThought;
    setHidden(this.#body, !this.#open || empty);
    setAttribute(this.#toggle, 'aria-expanded', String(this.#open && !empty));
    setAttribute(this.#toggle, 'aria-disabled', String(empty));
    this.tick(now);
    if (this.#open && !empty) this.#renderSteps(top, height, following);
    else this.#list.clear();
    run.changedSteps.clear();
  }

  tick(now) {
    setText(this.#line, thinkingLine(this.#run, now));
  }

  #renderSteps(top, height, following) {
    const run = this.#run;
    for (const index of run.changedSteps) this.#list.row(index)?.card.update();
    this.#list.render({ first: run.firstStep, end: run.firstStep + run.steps.length, top, height, following });
    this.#growing.render(run.growing?.isThought ? run.growing : undefined);
    setHidden(this.#forgotten, run.firstStep === 0);
    setText(this.#forgotten, `${plural(run.firstStep, 'earlier step')} are no longer kept in this page.`);
  }

  #card(index) {
    const run = this.#run;
    const card = new StepCard(run.steps[index - run.firstStep], { key: index, since: run.firstStepAt, opened: this.#opened });
    return { element: card.element, card };
  }

  #fold(open) {
    this.#open = open;
    this.#chosen = true;
    this.#context.folded(this.#run);
  }
}
