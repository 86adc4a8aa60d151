import { isActive } from '../runs.js';
import { formatDuration, plural } from '../text.js';
import { button, el, setText } from './dom.js';
import { GrowingCard } from './growing-card.js';
import { longText } from './long-text.js';
import { StepCard } from './step-card.js';

// Cards in the page for one run: the newest ones; older ones on demand.
const WINDOW = 200;
const MESSAGE = { className: 'message', maxCharacters: 2_000, maxLines: 12 };

const STATUS = {
  starting: 'Accepted',
  running: 'Working',
  completed: 'Completed',
  interrupted: 'Interrupted',
  failed: 'Failed',
  unknown: 'End not seen',
};

export class RunPanel {
  #run;
  #now;
  #cards = new Map();
  #start;
  #next;
  #keepAll = false;
  #folded = false;
  #shownMessage;
  #shownResponse;
  #shownEnd = false;

  #message = el('div', { className: 'said' });
  #agent = el('span', { className: 'run-agent', dir: 'auto' });
  #status = el('span', { className: 'run-status' });
  #facts = el('span', { className: 'run-facts' });
  #earlier = button('', 'button-quiet', () => this.#showEarlier());
  #fold = button('Hide steps', 'button-quiet', () => this.#setFolded(!this.#folded));
  #stop;
  #forgotten = el('p', { className: 'aside', hidden: true });
  #list = el('ol', { className: 'cards', 'aria-label': 'Steps' });
  #growing = new GrowingCard();
  #response = el('div', { hidden: true });
  #end = el('div', { className: 'run-end', hidden: true });

  constructor(run, { onStop, now }) {
    this.#run = run;
    this.#now = now;
    this.#start = this.#next = run.firstStep;
    this.#stop = button('Stop', 'button-stop', () => onStop(run.id));
    this.#earlier.hidden = true;
    this.#fold.hidden = true;
    this.#fold.setAttribute('aria-expanded', 'true');
    this.element = el('article', { className: 'run' },
      this.#message,
      el('div', { className: 'run-head' }, this.#agent, this.#status, this.#facts, this.#fold, this.#stop),
      this.#forgotten, this.#earlier, this.#list, this.#growing.element, this.#response, this.#end);
  }

  /** Brings the panel up to date until the deadline; false when there is more to do. */
  render(deadline, following) {
    const run = this.#run;
    this.#renderMessage();
    const done = this.#renderSteps(deadline);
    // "Completed" above steps that are still to be drawn would be early.
    if (done || isActive(run)) this.#renderHead();
    // Behind the steps that came before it.
    this.#growing.render(done ? run.growing : undefined);
    if (done) this.#renderResponse();
    for (const index of run.changedSteps) this.#cards.get(index)?.update();
    run.changedSteps.clear();
    if (following && !this.#keepAll && this.#cards.size > 2 * WINDOW) this.#dropBefore(this.#next - WINDOW);
    this.#renderEdges();
    if (done) this.#renderEnd();
    return done;
  }

  /** What changes by itself as time goes by. */
  tick() {
    setText(this.#facts, facts(this.#run, this.#now()));
  }

  #renderMessage() {
    const run = this.#run;
    if (this.#shownMessage !== run.message || !this.#message.hasChildNodes()) {
      this.#shownMessage = run.message;
      this.#message.replaceChildren(...(run.message === undefined
        ? [el('p', { className: 'aside', text: 'The beginning of this run is not here.' })]
        : longText(run.message, MESSAGE)));
    }
  }

  #renderHead() {
    const run = this.#run;
    const agent = run.agent ?? 'agent';
    this.element.setAttribute('aria-label', `Run of ${agent}`);
    setText(this.#agent, agent);

    const stopping = isActive(run) && run.stop !== undefined;
    setText(this.#status, stopping ? (run.stop === 'confirmed' ? 'Stopped, finishing…' : 'Stopping…') : STATUS[run.status]);
    this.#status.className = `run-status run-status-${stopping ? 'stopping' : run.status}`;
    this.#stop.hidden = !isActive(run);
    this.#stop.disabled = stopping;
    this.#stop.setAttribute('aria-label', `Stop this run of ${agent}`);
    this.#fold.hidden = isActive(run) || run.steps.length < 2;
    this.tick();
  }

  #renderResponse() {
    if (this.#shownResponse === this.#run.response) return;
    this.#shownResponse = this.#run.response;
    this.#response.hidden = false;
    this.#response.className = 'card card-final-answer';
    this.#response.replaceChildren(
      el('div', { className: 'card-head' }, el('span', { className: 'card-label', text: 'Answer' })),
      ...longText(this.#run.response, { maxCharacters: 30_000, maxLines: 500 }));
  }

  #renderSteps(deadline) {
    const { steps, firstStep } = this.#run;
    const end = firstStep + steps.length;
    if (this.#start < firstStep) this.#dropBefore(firstStep);
    // Far behind (a long replay): the steps in between would be out of the window before anybody saw them.
    if (!this.#keepAll && end - this.#next > WINDOW) this.#dropBefore(end - WINDOW);

    const batch = document.createDocumentFragment();
    let made = 0;
    while (this.#next < end) {
      if (made >= 8 && performance.now() > deadline) break;
      batch.append(this.#card(this.#next));
      this.#next += 1;
      made += 1;
    }
    this.#list.append(batch);
    return this.#next >= end;
  }

  #card(index) {
    const card = new StepCard(this.#run.steps[index - this.#run.firstStep]);
    this.#cards.set(index, card);
    return card.element;
  }

  #dropBefore(index) {
    for (let each = this.#start; each < Math.min(index, this.#next); each++) {
      this.#cards.get(each)?.element.remove();
      this.#cards.delete(each);
    }
    this.#start = Math.max(this.#start, index);
    this.#next = Math.max(this.#next, index);
  }

  #showEarlier() {
    this.#keepAll = true;
    const from = Math.max(this.#run.firstStep, this.#start - WINDOW);
    const batch = document.createDocumentFragment();
    for (let index = from; index < this.#start; index++) batch.append(this.#card(index));
    this.#list.prepend(batch);
    this.#start = from;
    this.#renderEdges();
  }

  #renderEdges() {
    const hidden = this.#start - this.#run.firstStep;
    this.#earlier.hidden = hidden <= 0 || this.#folded;
    setText(this.#earlier, `Show earlier steps (${hidden.toLocaleString('en')})`);
    this.#forgotten.hidden = this.#run.firstStep === 0;
    setText(this.#forgotten, `${plural(this.#run.firstStep, 'earlier step')} are no longer kept in this page.`);
  }

  #setFolded(folded) {
    this.#folded = folded;
    this.#list.classList.toggle('cards-folded', folded);
    this.#fold.setAttribute('aria-expanded', String(!folded));
    setText(this.#fold, folded ? 'Show steps' : 'Hide steps');
    this.#renderEdges();
  }

  #renderEnd() {
    const run = this.#run;
    if (this.#shownEnd === run.status || isActive(run)) return;
    this.#shownEnd = run.status;
    this.#end.replaceChildren(...endOf(run));
    this.#end.hidden = !this.#end.hasChildNodes();
  }
}

function facts(run, now) {
  const parts = [];
  if (run.durationMs !== undefined) parts.push(formatDuration(run.durationMs));
  else if (isActive(run) && run.startedAt !== undefined) parts.push(formatDuration(Math.max(0, Math.floor((now - run.startedAt) / 1000)) * 1000));
  else if (run.endedAt !== undefined && run.startedAt !== undefined) parts.push(formatDuration(Math.max(0, run.endedAt - run.startedAt)));
  if (run.iteration) parts.push(plural(run.iteration, 'iteration'));
  const steps = run.firstStep + run.steps.length;
  if (steps > 0) parts.push(plural(steps, 'step'));
  if (!run.enableReasoning) parts.push('answer only');
  return parts.join(' · ');
}

function endOf(run) {
  const parts = [];
  if (run.status === 'interrupted') {
    parts.push(el('p', { text: run.tools.length === 0 ? 'Stopped.' : 'Stopped. Open tool calls:' }));
    if (run.tools.length > 0) {
      parts.push(el('ul', {}, ...run.tools.map((tool) =>
        el('li', {}, el('code', { dir: 'auto', text: tool.name }), `: ${tool.outcome}`))));
    }
  }
  if (run.status === 'failed') {
    const { message, code, traceId, details } = run.error;
    parts.push(el('div', { className: 'card card-error' },
      el('div', { className: 'card-head' }, el('span', { className: 'card-label', text: 'Run failed' }), code ? el('code', { text: code }) : null),
      el('div', { className: 'text', dir: 'auto', text: [message, ...details].join('\n') }),
      traceId ? el('p', { className: 'aside', text: `Trace: ${traceId}` }) : null));
  }
  if (run.status === 'unknown') {
    parts.push(el('p', { className: 'aside', text: 'The server no longer runs this, and how it ended is not in what it could replay.' }));
  }
  if (run.usage?.input !== undefined || run.usage?.output !== undefined) {
    parts.push(el('p', {
      className: 'aside',
      text: `Tokens: ${(run.usage.input ?? 0).toLocaleString('en')} in, ${(run.usage.output ?? 0).toLocaleString('en')} out`,
    }));
  }
  return parts;
}
